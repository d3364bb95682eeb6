#!/usr/bin/env bash
# Audits what a repository deploys, and writes a report for everybody who reads one. Its own exit code is 0 once there are reports: `exit-code` among the
# outputs is that of the audit, and whoever gates asks for it last, when the reports are where they belong. A report that the audit did not write is not there.
#   STORAGE_PROGRAM    the executable (homelab-storage)
#   STORAGE_PATH       what is audited (.)
#   STORAGE_FAIL_ON    deny, warn or never; the settings of the repository where it is empty
#   STORAGE_BASELINE   a file of known findings; none where it is empty
#   STORAGE_SINCE      a revision whose findings are known; none where it is empty
#   STORAGE_ARGUMENTS  further flags, one a line
#   STORAGE_OUT        where reports go (homelab-storage-reports)
#   STORAGE_FORMATS    formats besides the annotations or the table, as name=file (sarif=storage.sarif markdown=storage.md)
set -uo pipefail
program=${STORAGE_PROGRAM:-homelab-storage} out=${STORAGE_OUT:-homelab-storage-reports}
mkdir -p "$out"
formats=${STORAGE_FORMATS-sarif=storage.sarif markdown=storage.md}
# What an earlier run left would be taken for what this one found.
rm -f "$out/exit-code" "$out/storage.sarif" "$out/storage.md"
for format in $formats; do rm -f "$out/${format#*=}"; done
# Annotations for those who show them, a table for everybody else.
if [[ -n ${GITHUB_ACTIONS:-} && -z ${FORGEJO_ACTIONS:-}${GITEA_ACTIONS:-} ]]; then shown=github; else shown=table; fi
arguments=(audit "${STORAGE_PATH:-.}" --quiet --format "$shown")
for format in $formats; do arguments+=(--format "${format%%=*}=$out/${format#*=}"); done
[[ -n ${STORAGE_FAIL_ON:-} ]] && arguments+=(--fail-on "$STORAGE_FAIL_ON")
[[ -n ${STORAGE_BASELINE:-} ]] && arguments+=(--baseline "$STORAGE_BASELINE")
[[ -n ${STORAGE_SINCE:-} ]] && arguments+=(--since "$STORAGE_SINCE")
while IFS= read -r argument; do [[ -n $argument ]] && arguments+=("$argument"); done <<<"${STORAGE_ARGUMENTS:-}"
"$program" "${arguments[@]}"
code=$?
# An audit that could not begin writes no report. Its page says so, since the comment of an earlier run would go on saying what that one found.
for format in $formats; do
  page=$out/${format#*=}
  [[ ${format%%=*} == markdown && ! -f $page ]] &&
    printf '<!-- homelab-storage -->\n## Storage\n\nNothing was judged: the audit ended with exit code %s, and the log of its job says why.\n' "$code" >"$page"
done
there() { if [[ -f $out/$1 ]]; then echo "$out/$1"; fi; }
if [[ -n ${GITHUB_OUTPUT:-} ]]; then
  { echo "exit-code=$code"; echo "sarif-file=$(there storage.sarif)"; echo "markdown-file=$(there storage.md)"; } >>"$GITHUB_OUTPUT"
fi
# A job summary of more than a mebibyte is dropped whole; the page is shorter than a comment, so it never is.
[[ -n ${GITHUB_STEP_SUMMARY:-} && -f $out/storage.md ]] && cat "$out/storage.md" >>"$GITHUB_STEP_SUMMARY"
echo "$code" >"$out/exit-code"
exit 0
