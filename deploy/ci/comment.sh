#!/usr/bin/env bash
# Puts a page into the comment of a pull or merge request that it put one into before, or into a new one: GitHub, Forgejo, Gitea and GitLab.
#   comment.sh PAGE
#   STORAGE_API      the address of the interface: https://api.github.com, https://git.example.com/api/v1, https://gitlab.example.com/api/v4
#   STORAGE_REPOSITORY   owner/name; of GitLab the project's number
#   STORAGE_REQUEST  the number of the request
#   STORAGE_TOKEN    a token that may write comments, and nothing else
#   STORAGE_FORGE    github (and Forgejo, Gitea) or gitlab (github)
set -euo pipefail
page=${1:?a page of markdown} marker='<!-- homelab-storage -->'
: "${STORAGE_API:?}" "${STORAGE_REPOSITORY:?}" "${STORAGE_REQUEST:?}" "${STORAGE_TOKEN:?}"
[[ -f $page ]] || { echo "there is no $page: the audit wrote none, and its output says why" >&2; exit 2; }
[[ $(head -n 1 "$page") == "$marker" ]] || { echo "$page does not begin with $marker: take --format markdown=$page" >&2; exit 2; }
case ${STORAGE_FORGE:-github} in
  github)
    list=$STORAGE_API/repos/$STORAGE_REPOSITORY/issues/$STORAGE_REQUEST/comments
    one=$STORAGE_API/repos/$STORAGE_REPOSITORY/issues/comments
    header="Authorization: token $STORAGE_TOKEN" change=PATCH ;;
  gitlab)
    list=$STORAGE_API/projects/$STORAGE_REPOSITORY/merge_requests/$STORAGE_REQUEST/notes
    one=$list header="PRIVATE-TOKEN: $STORAGE_TOKEN" change=PUT ;;
  *) echo "STORAGE_FORGE is github or gitlab, and not ${STORAGE_FORGE}" >&2; exit 2 ;;
esac
# The token goes by a file that only we read: arguments are for everybody on the machine to see.
secret=$(mktemp)
trap 'rm -f "$secret"' EXIT
printf 'header = "%s"\n' "$header" >"$secret"
ask() { curl --fail --silent --show-error --retry 2 --config "$secret" --header 'Content-Type: application/json' "$@"; }
found=''
for ((number = 1; number <= 20; number++)); do
  comments=$(ask "$list?per_page=100&limit=100&page=$number")
  found=$(jq -r --arg marker "$marker" '[.[] | select((.body // "") | startswith($marker)) | .id][0] // empty' <<<"$comments")
  [[ -n $found || $(jq length <<<"$comments") -eq 0 ]] && break
done
if [[ -n $found ]]; then
  jq -Rs '{body: .}' "$page" | ask --request "$change" --data-binary @- "$one/$found" >/dev/null
else
  jq -Rs '{body: .}' "$page" | ask --request POST --data-binary @- "$list" >/dev/null
fi
