# Sourced by the scripts beside it: the settings, and how one piece (a process of its own) is started, watched and ended.
#
# A piece is a script with these words: `run` stays in the foreground and becomes the process, `start` runs it in the
# background and returns once it answers, `stop` ends it in order, `kill` ends it as a power cut would, `forget` stops
# it and removes its data, `status` says. It must define `mark` (an argument of its process that nobody else has),
# `ready` (succeeds once it answers) and `run`; `prepare`, `settle` (after ready), `forget`, `stop_signal` and
# `piece_ports` where it needs them.
set -euo pipefail

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
local_scripts=$project/deploy/local
: "${MAYDAY_STATE:=$project/.local}"
mkdir -p "$MAYDAY_STATE"
MAYDAY_STATE=$(cd "$MAYDAY_STATE" && pwd -P)
: "${MAYDAY_HTTP_PORT:=8080}" "${MAYDAY_MANAGEMENT_PORT:=9000}" "${MAYDAY_INBOX_PORT:=8025}"
: "${MAYDAY_KAFKA_PORT:=9092}" "${MAYDAY_KAFKA_CONTROLLER_PORT:=$((MAYDAY_KAFKA_PORT + 10000))}"
: "${MAYDAY_DB_PORT:=5433}" "${MAYDAY_DB_NAME:=mayday}" "${MAYDAY_DB_USER:=mayday}" "${MAYDAY_DB_PASSWORD:=mayday}"
: "${MAYDAY_DB_HOST:=127.0.0.1}" "${MAYDAY_KAFKA:=127.0.0.1:$MAYDAY_KAFKA_PORT}" "${MAYDAY_BIND:=127.0.0.1}"
: "${MAYDAY_SMTP_PORT:=$([[ -n ${MAYDAY_SMTP_HOST:-} ]] && echo 587 || echo 2525)}" "${MAYDAY_PUBLIC_URL:=http://localhost:$MAYDAY_HTTP_PORT}"
: "${MAYDAY_SMPP_PORT:=2775}"
: "${MAYDAY_BEGAN:=$EPOCHREALTIME}"
export MAYDAY_STATE MAYDAY_BEGAN MAYDAY_HTTP_PORT MAYDAY_MANAGEMENT_PORT MAYDAY_INBOX_PORT MAYDAY_SMTP_PORT MAYDAY_SMPP_PORT \
    MAYDAY_KAFKA_PORT MAYDAY_KAFKA_CONTROLLER_PORT MAYDAY_KAFKA MAYDAY_DB_HOST MAYDAY_DB_PORT MAYDAY_DB_NAME \
    MAYDAY_DB_USER MAYDAY_DB_PASSWORD MAYDAY_PUBLIC_URL MAYDAY_BIND

# One line of progress, with the seconds since the first script began.
say() {
    local took=$((${EPOCHREALTIME//[.,]/} - ${MAYDAY_BEGAN//[.,]/}))
    printf '%3d.%01ds  %s\n' $((took / 1000000)) $((took % 1000000 / 100000)) "$*" >&2
}

die() { say "$*"; exit 1; }

# progress_of <pid> <log> <sed script> [seconds]: says what a long command is at, looking so often; returns its status.
progress_of() {
    local step shown=
    while kill -0 "$1" 2>/dev/null; do
        step=$(sed -nE "$3" "$2" | tail -n 1) || true
        [[ $step == "$shown" ]] || say "  $step"
        shown=$step
        sleep "${4:-0.5}"
    done
    wait "$1"
}

# Sets JAVA_HOME to a JDK of 25 or later: the caller's own, or one in /usr/lib/jvm.
find_java() {
    local home
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        [[ -x $home/bin/javac && -r $home/release ]] || continue
        [[ $(<"$home/release") =~ JAVA_VERSION=\"([0-9]+) ]] && ((BASH_REMATCH[1] >= 25)) || continue
        export JAVA_HOME=$home
        return
    done
    return 1
}

# The classes that only development and tests need: the broker, the sandbox, the clients. (Without Quarkus's own
# bootstrap, which would hold their log back until a Quarkus application starts.)
test_classpath() {
    local list=$project/target/test.classpath
    [[ -s $list ]] || die "$list is missing: run deploy/local/build"
    printf '%s:%s:%s' "$project/target/test-classes" "$project/target/classes" \
        "$(sed -E 's#[^:]*/quarkus-bootstrap-runner[^:]*:?##' "$list")"
}

# What the JVMs of the broker and the sandbox share: small, quick to start, and a log of what matters.
quiet_java=(-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.util.logging.manager=org.jboss.logmanager.LogManager
    "-Dlogging.configuration=file:$local_scripts/logging.properties" --sun-misc-unsafe-memory-access=allow
    --enable-native-access=ALL-UNNAMED)

# http_status <port> <path>: the status code on loopback, with nothing but bash.
http_status() {
    local status=000 _
    { exec {socket}<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || { echo 000; return; }
    printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&"$socket"
    read -r -t 5 _ status _ <&"$socket" || true
    exec {socket}>&-
    echo "$status"
}

port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# left_free <port>: a process that was killed may be gone while its last threads still hold its sockets.
left_free() {
    local tries
    for ((tries = 100; tries > 0; tries--)); do
        port_taken "$1" || return 0
        sleep 0.05
    done
    return 1
}

# The piece's process, if it is there: the PID file is believed only where the process's own command line agrees.
pid_of() {
    local pid file=$MAYDAY_STATE/$1.pid words=() word ours
    [[ -s $file ]] && pid=$(<"$file") && [[ -r /proc/$pid/cmdline ]] || return 1
    { mapfile -d '' -t words <"/proc/$pid/cmdline"; } 2>/dev/null || return 1
    ours=$(mark)
    for word in "${words[@]}"; do
        [[ $word != "$ours" ]] || { echo "$pid"; return; }
    done
    return 1
}

# gone <pid> <seconds>: waits until it is; one that has ended and that nobody has collected is gone, too.
gone() {
    local tries
    for ((tries = $2 * 20; tries > 0; tries--)); do
        [[ -r /proc/$1/stat && $(cat "/proc/$1/stat" 2>/dev/null) != *') Z '* ]] || return 0
        sleep 0.05
    done
    return 1
}

prepare() { :; }
settle() { :; }
forget() { :; }
stop_signal() { echo TERM; }
piece_ports() { :; }

# Becomes the piece, in a session of its own and with none of the caller's open files: a lock that the caller holds by
# one of them would otherwise be held for as long as the piece runs.
let_go_and_run() {
    local open
    for open in /proc/"$BASHPID"/fd/*; do
        open=${open##*/}
        ((open <= 2)) || eval "exec $open>&-"
    done
    exec setsid "$local_scripts/$1" run
}

start_piece() {
    local name=$1 log=$MAYDAY_STATE/$1.log child port patience=$((${MAYDAY_PATIENCE:-180} * 20))
    if pid_of "$name" >/dev/null && ready; then
        settle
        return
    fi
    kill_piece "$name"
    for port in $(piece_ports); do
        left_free "$port" || die "$name: port $port is taken by another program; choose one with MAYDAY_*_PORT"
    done
    prepare
    [[ ! -f $log ]] || mv "$log" "$log.1"
    let_go_and_run "$name" </dev/null >"$log" 2>&1 &
    child=$!
    until ready; do
        if ! kill -0 "$child" 2>/dev/null || ((--patience <= 0)); then
            tail -n 25 "$log" >&2
            kill_piece "$name"
            die "$name does not start; its log is $log"
        fi
        sleep 0.05
    done
    settle
    say "$name is ready"
}

stop_piece() {
    local pid
    if pid=$(pid_of "$1"); then
        kill -"$(stop_signal)" "$pid" 2>/dev/null || true
        gone "$pid" "${MAYDAY_PATIENCE:-30}" || { say "$1 does not stop by itself"; kill -KILL "$pid" 2>/dev/null || true; gone "$pid" 10; }
        say "$1 has stopped"
    fi
    rm -f "$MAYDAY_STATE/$1.pid"
}

kill_piece() {
    local pid each
    if pid=$(pid_of "$1"); then
        local children; children=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null) || true
        kill -KILL "$pid" 2>/dev/null || true
        # PostgreSQL's own see that it has gone and end by themselves; until then its memory is taken
        for each in $pid $children; do
            gone "$each" 20 || die "$1: process $each does not end"
        done
    fi
    rm -f "$MAYDAY_STATE/$1.pid"
}

piece() {
    local name=$1
    case ${2:-} in
        run)
            ! pid_of "$name" >/dev/null || die "$name runs already"
            prepare
            echo $$ >"$MAYDAY_STATE/$name.pid"
            run
            ;;
        start) start_piece "$name" ;;
        stop) stop_piece "$name" ;;
        kill) kill_piece "$name" ;;
        forget) stop_piece "$name"; forget ;;
        status) if pid_of "$name" >/dev/null && ready; then echo "$name runs"; else echo "$name does not run"; return 1; fi ;;
        *) echo "usage: deploy/local/$name run|start|stop|kill|forget|status" >&2; return 2 ;;
    esac
}
