#!/bin/bash
# Installs the supervisor of the stream job on the primary node, and runs it once. A step of the cluster; run again, it
# replaces what is to run.
#
# stream-install.sh SUPERVISOR_URI JAR_URI LOG_GROUP CHECKPOINTS_URI APP_NAME MAX_STARTS_AN_HOUR KEYTAB|- [FLINK_OPTION...] -- [JOB_ARGUMENT...]
set -euo pipefail

root=${TAPELINE_ROOT:-}
supervisor_uri=$1 jar_uri=$2 log_group=$3 checkpoints_uri=$4 app_name=$5 max_starts=$6 keytab=${7#-}
shift 7

sudo install -d -m 0755 "$root/etc/tapeline" "$root/opt/tapeline" "$root/etc/systemd/system"
sudo install -d -m 0755 -o "$(id -un)" "$root/var/lib/tapeline"

# A jar of its own for each address: the job that runs keeps the one that it was started with.
jar=$root/var/lib/tapeline/$(sha256sum <<<"$jar_uri" | cut -c1-16).jar
[ -e "$jar" ] || { aws s3 cp --only-show-errors "$jar_uri" "$jar.part" && mv "$jar.part" "$jar"; }
aws s3 cp --only-show-errors "$supervisor_uri" "$root/var/lib/tapeline/supervisor.new"
sudo install -m 0755 "$root/var/lib/tapeline/supervisor.new" "$root/opt/tapeline/stream-supervisor.sh"

# Options of Flink, one a line, then the jar, then the job's own.
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    printf '%s\n' "$1"
    shift
done >"$root/var/lib/tapeline/args.new"
shift
printf '%s\n' "$jar" "$@" >>"$root/var/lib/tapeline/args.new"
sudo install -m 0644 "$root/var/lib/tapeline/args.new" "$root/etc/tapeline/stream-job.args"

sudo tee "$root/etc/tapeline/stream-job.env" >/dev/null <<ENV
APP_NAME='$app_name'
CHECKPOINTS_URI='$checkpoints_uri'
LOG_GROUP='$log_group'
MAX_STARTS_AN_HOUR='$max_starts'
KEYTAB='$keytab'
ENV

sudo tee "$root/etc/systemd/system/tapeline-stream.service" >/dev/null <<UNIT
[Unit]
Description=Keeps the stream job running

[Service]
Type=oneshot
User=$(id -un)
ExecStart=/opt/tapeline/stream-supervisor.sh
TimeoutStartSec=30min
UNIT
sudo tee "$root/etc/systemd/system/tapeline-stream.timer" >/dev/null <<UNIT
[Unit]
Description=Keeps the stream job running

[Timer]
OnActiveSec=1min
OnUnitInactiveSec=1min

[Install]
WantedBy=timers.target
UNIT

aws logs create-log-stream --log-group-name "$log_group" --log-stream-name "$(hostname)" 2>/dev/null || true
sudo systemctl daemon-reload
TAPELINE_CONFIG=$root/etc/tapeline TAPELINE_STATE=$root/var/lib/tapeline "$root/opt/tapeline/stream-supervisor.sh" 900
sudo systemctl enable --now tapeline-stream.timer
