#!/bin/sh
# Dumps every database and the users of a MariaDB server into the folder $1, checks each dump, and writes the result file last.
# Runs in the server's own image. Connection by MARIADB_HOST, MARIADB_SOCKET, MARIADB_USER and MARIADB_ROOT_PASSWORD or MYSQL_ROOT_PASSWORD.
set -eu
cd "$1"
rm -f homelab-storage-dump homelab-storage-dump.new ./*.sql
export MYSQL_PWD="${MARIADB_ROOT_PASSWORD:-${MYSQL_ROOT_PASSWORD:-}}"
set -- --user="${MARIADB_USER:-root}"
if [ -n "${MARIADB_SOCKET:-}" ]; then set -- "$@" --socket="$MARIADB_SOCKET"; else set -- "$@" --host="${MARIADB_HOST:-127.0.0.1}"; fi
hash() { sha256sum "$1" | cut -d ' ' -f 1; }
complete() { tail -n 1 "$1" | grep -q '^-- Dump completed' || { echo "$1: its last line does not say that the dump is complete" >&2; exit 1; }; }
{
  echo "engine mariadb"
  echo "version $(mariadb "$@" -NBe 'select version()')"
} >homelab-storage-dump.new
number=0
mariadb "$@" -NBre "select schema_name from information_schema.schemata where schema_name not in ('information_schema','performance_schema','sys','mysql') order by 1" >databases
while IFS= read -r name; do
  file="$number.sql"
  mariadb-dump "$@" --single-transaction --quick --routines --events --triggers --databases "$name" --result-file="$file" </dev/null
  complete "$file"
  echo "database $file $(hash "$file") $name" >>homelab-storage-dump.new
  number=$((number + 1))
done <databases
rm databases
mariadb-dump "$@" --system=users --insert-ignore --result-file=users.sql
complete users.sql
echo "roles users.sql $(hash users.sql)" >>homelab-storage-dump.new
echo complete >>homelab-storage-dump.new
sync
mv homelab-storage-dump.new homelab-storage-dump
