#!/usr/bin/env bash
# Ends what start-cluster.sh started. WEIR_CONF_DIR as there.
set -euo pipefail

root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
run=${WEIR_CONF_DIR:-$root/conf}/run

for file in "$run"/taskmanager-*.pid; do
    [[ -e $file ]] || continue
    read -r host process < "$file"
    if [[ $host == localhost ]]; then
        kill "$process" 2> /dev/null || true
    else
        ssh "$host" "kill $process" 2> /dev/null || true
    fi
    rm -f "$file"
done
if [[ -e $run/jobmanager.pid ]]; then
    kill "$(< "$run/jobmanager.pid")" 2> /dev/null || true
    rm -f "$run/jobmanager.pid"
fi
echo "the cluster is stopped"
