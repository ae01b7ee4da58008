#!/bin/bash
# Runs on each node before the applications are installed: the agent of Systems Manager, and Python packages for analysts.
#
# bootstrap.sh WHEELS_URI|pypi [PACKAGE...]
#
# A node does not fail for want of a package: what is missing is said in the bootstrap action's log.
set -euo pipefail

source=$1
shift

# Part of Amazon Linux 2023; an image of one's own may lack it.
sudo systemctl enable --now amazon-ssm-agent || sudo dnf install -y amazon-ssm-agent ||
    echo "WARN no agent of Systems Manager: sessions to this node are not possible"

[ $# -gt 0 ] || exit 0
if [ "$source" = pypi ]; then
    sudo python3 -m pip install --disable-pip-version-check --no-cache-dir "$@" ||
        echo "WARN not all of these could be installed from PyPI: $*"
    exit 0
fi
wheels=$(mktemp -d)
trap 'rm -rf "$wheels"' EXIT
aws s3 cp --only-show-errors --recursive "$source" "$wheels" || echo "WARN cannot read $source"
sudo python3 -m pip install --disable-pip-version-check --no-index --find-links "$wheels" "$@" ||
    echo "WARN not all of these are among the wheels of $source: $*"
