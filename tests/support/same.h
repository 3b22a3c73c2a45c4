/* Two databases that hold the same. */
#ifndef TEST_SAME_H
#define TEST_SAME_H

/* Every record, its numbers and its log are the same in both files, but for the times and what
 * follows from them (the log's chain), and for how many changes were one transaction. Fails the
 * test with the first row that only one of them has. */
void same_records(const char *one, const char *other);

#endif
