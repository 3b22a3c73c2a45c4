# Hoàn thành lệnh thidua trong bash. Một kiểm thử so tệp này với bảng lệnh.
_thidua() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
    local common='--config --db --today --help --version'
    local commands='init status check plan list add set submit return approve complete stop delete
        undo recover checklist judge import officer authorized-keys config doctor backup restore verify help'
    local kinds='unit work progress duty receipt nomination'
    local lists='units works pace progress nominations duties receipts officers log'
    local command='' sub='' i
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --config | --db | --today) ((i++)) ;;
        -*) ;;
        *)
            if [ -z "$command" ]; then
                command=${COMP_WORDS[i]}
            elif [ -z "$sub" ]; then
                sub=${COMP_WORDS[i]}
            fi
            ;;
        esac
    done
    local words=$common
    case $prev in
    --config | --db | --units | --key) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    esac
    case $command in
    '') words="$commands $common" ;;
    init) words="--units --sample --service --admin --key --account $common" ;;
    status) words="--unit --json $common" ;;
    plan)
        case $sub in
        '') words="import dates $common" ;;
        import) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
        dates) words="--json $common" ;;
        esac
        ;;
    list) words="--search --sort --csv --json $common"; [ -n "$sub" ] || words="$lists $words" ;;
    add | set | submit | return | approve | complete | stop | delete | recover)
        [ -n "$sub" ] || words="$kinds $common"
        ;;
    checklist) words="--csv --json $common" ;;
    judge) words="met unmet na evidence= $common" ;;
    import)
        if [ -z "$sub" ]; then
            words="units works progress --dry-run $common"
        else
            case $cur in
            -*) words="--dry-run $common" ;;
            *) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
            esac
        fi
        ;;
    officer)
        case $sub in
        '') words="add set disable list key $common" ;;
        list) words="--search --sort --csv --json $common" ;;
        key) words="key add key remove key list --csv --json $common" ;;
        *) words="name= role= unit= phone= account= disabled= $common" ;;
        esac
        ;;
    authorized-keys) words="--fingerprint $common" ;;
    doctor) words="--deploy $common" ;;
    config)
        if [ -z "$sub" ]; then
            words="check $common"
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$cur")
            return
        fi
        ;;
    backup | restore) mapfile -t COMPREPLY < <(compgen -f -- "$cur"); return ;;
    help) words=$commands ;;
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$cur")
}
complete -F _thidua thidua
