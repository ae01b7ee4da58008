#!/bin/bash
# Keeps the stream job running. Started every minute on the primary node: if YARN does not have the job, submits it from the
# newest complete checkpoint or savepoint. It never starts a second one, never starts without state where there was some,
# and gives up for a while after too many starts. If what is to run has changed, stops the job with a savepoint first.
#
# Exits 0 if the job runs, is on its way, or has been submitted; 1 if it could not be.
set -uo pipefail

config=${TAPELINE_CONFIG:-/etc/tapeline}
state=${TAPELINE_STATE:-/var/lib/tapeline}
patience=${1:-0} # seconds to wait for another run of this script

# shellcheck disable=SC1091
. "$config/stream-job.env" # APP_NAME CHECKPOINTS_URI LOG_GROUP MAX_STARTS_AN_HOUR; KEYTAB with Kerberos
mapfile -t arguments <"$config/stream-job.args"

bucket=${CHECKPOINTS_URI#s3://}
prefix=${bucket#*/}
bucket=${bucket%%/*}
marker=$prefix/.has-state

# What an operator should see: on standard output, in the system's log and in CloudWatch, if they can be reached.
say() {
    echo "$1"
    logger -t tapeline-stream -- "$1" 2>/dev/null
    aws logs put-log-events --log-group-name "$LOG_GROUP" --log-stream-name "$(hostname)" \
        --log-events "[{\"timestamp\": $(date +%s)000, \"message\": \"${1//[\"\\]/\'}\"}]" >/dev/null 2>&1
    return 0
}

fail() {
    say "ERROR $1"
    exit 1
}

# The ids of the job's applications that have not ended.
applications() {
    local listed
    listed=$(timeout 120 yarn application -list -appStates NEW,NEW_SAVING,SUBMITTED,ACCEPTED,RUNNING 2>/dev/null) || return 1
    # Without its title, what YARN says of nothing is taken for no answer.
    grep -q '^Total number of applications' <<<"$listed" || return 1
    awk -F'\t' -v name="$APP_NAME" '{ gsub(/^ +| +$/, "", $1); gsub(/^ +| +$/, "", $2) } $2 == name { print $1 }' <<<"$listed"
}

# All that lies under the checkpoints: time, size, key.
objects() {
    timeout 300 aws s3api list-objects-v2 --bucket "$bucket" --prefix "$prefix/" \
        --query 'Contents[].[LastModified,Size,Key]' --output text
}

# Of these, the newest directory with metadata, which is written last. Those of the same second go by their number.
newest() {
    awk -F'\t' '$3 ~ /\/_metadata$/ && $2 > 0 {
        number = $3; sub(/\/_metadata$/, "", number); sub(/^.*-/, "", number)
        print $1 "\t" number "\t" substr($3, 1, length($3) - length("/_metadata"))
    }' | sort -t $'\t' -k1,1 -k2,2n | tail -n 1 | cut -f3
}

# From now on a start without state is a mistake.
remember_state() {
    [ -e "$state/has-state" ] && return
    printf 'The stream job had state under this prefix. Delete this to let it start without.\n' >"$state/marker" &&
        aws s3api put-object --bucket "$bucket" --key "$marker" --body "$state/marker" >/dev/null && touch "$state/has-state"
}

# Notes a start, and says whether there were too many in the last hour.
too_many_starts() {
    local now count
    now=$(date +%s)
    touch "$state/starts"
    awk -v since=$((now - 3600)) '$1 > since' "$state/starts" >"$state/starts.new" && mv "$state/starts.new" "$state/starts"
    count=$(wc -l <"$state/starts")
    [ "$count" -ge "$MAX_STARTS_AN_HOUR" ] && return 0
    echo "$now" >>"$state/starts"
    return 1
}

wanted() {
    sha256sum <"$config/stream-job.args" | cut -d' ' -f1
}

stop_with_savepoint() {
    local job
    job=$(timeout 120 flink list -t yarn-application -Dyarn.application.id="$1" 2>/dev/null |
        grep -oE '[0-9a-f]{32}' | head -n 1)
    [ -n "$job" ] || fail "cannot find the job of $1, which is to be replaced"
    timeout 600 flink stop -t yarn-application -Dyarn.application.id="$1" --savepointPath "$CHECKPOINTS_URI/savepoints" "$job" ||
        fail "cannot stop $1 with a savepoint"
    say "stopped $1 with a savepoint, to submit what has changed"
}

mkdir -p "$state"
exec 9>"$state/lock"
flock -w "$patience" 9 || {
    echo "another run is at work"
    exit 0
}

[ -z "${KEYTAB:-}" ] || kinit -kt "$KEYTAB" "$(klist -kt "$KEYTAB" | awk 'END { print $NF }')" || fail "no ticket from $KEYTAB"

running=$(applications) || fail "YARN does not answer; nothing is submitted"
if [ -n "$running" ]; then
    [ "$(wc -l <<<"$running")" -eq 1 ] || say "WARN more than one $APP_NAME: ${running//$'\n'/ }"
    if [ ! -e "$state/has-state" ] && listed=$(objects) && [ -n "$(newest <<<"$listed")" ]; then
        remember_state
    fi
    if [ "$(cat "$state/submitted" 2>/dev/null)" != "$(wanted)" ] && [ -e "$state/submitted" ]; then
        too_many_starts && fail "not replaced: $MAX_STARTS_AN_HOUR starts in the last hour"
        stop_with_savepoint "${running%%$'\n'*}"
    else
        echo "$APP_NAME runs: $running"
    fi
    exit 0
fi

listed=$(objects) || fail "cannot list $CHECKPOINTS_URI; nothing is submitted"
from=$(newest <<<"$listed")
if [ -n "$from" ]; then
    # Claimed: Flink deletes it once it has newer ones, so that they do not pile up.
    restore=(-s "s3://$bucket/$from" -cm CLAIM)
elif [ -e "$state/has-state" ] || grep -qF "$marker" <<<"$listed"; then
    fail "no checkpoint under $CHECKPOINTS_URI, and there was one; delete s3://$bucket/$marker and $state/has-state to start without"
else
    restore=()
fi
too_many_starts && fail "not submitted: $MAX_STARTS_AN_HOUR starts in the last hour"
[ -z "$from" ] || remember_state || fail "cannot write s3://$bucket/$marker"

say "submitting $APP_NAME ${restore[*]:-without state, for the first time}"
timeout 600 flink run-application -t yarn-application "${restore[@]}" \
    -Dhigh-availability.zookeeper.quorum="$(hostname -f):2181" "${arguments[@]}" || fail "flink could not submit $APP_NAME"
wanted >"$state/submitted"
say "submitted $APP_NAME"
