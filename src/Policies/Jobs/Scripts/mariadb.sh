#!/bin/sh
# Dumps every database and the users of a MariaDB or MySQL server into the folder $1, or the one it is started in, checks each dump, and writes the result
# file last. Runs in the server's own image. Connection by MARIADB_HOST, MARIADB_PORT, MARIADB_SOCKET, MARIADB_USER and MARIADB_ROOT_PASSWORD or
# MYSQL_ROOT_PASSWORD.
set -e
if [ -n "$1" ]; then cd "$1"; fi
rm -f homelab-storage-dump homelab-storage-dump.new ./*.sql
if [ -z "$MARIADB_HOST" ]; then MARIADB_HOST=127.0.0.1; fi
if [ -z "$MARIADB_PORT" ]; then MARIADB_PORT=3306; fi
if [ -z "$MARIADB_USER" ]; then MARIADB_USER=root; fi
if [ -z "$MARIADB_ROOT_PASSWORD" ]; then MARIADB_ROOT_PASSWORD="$MYSQL_ROOT_PASSWORD"; fi
export MYSQL_PWD="$MARIADB_ROOT_PASSWORD"
set -- --user="$MARIADB_USER" --host="$MARIADB_HOST" --port="$MARIADB_PORT"
if [ -n "$MARIADB_SOCKET" ]; then set -- --user="$MARIADB_USER" --socket="$MARIADB_SOCKET"; fi
set -u
if command -v mariadb-dump >/dev/null; then engine=mariadb; client=mariadb; dump=mariadb-dump; else engine=mysql; client=mysql; dump=mysqldump; fi
hash() { sha256sum "$1" | cut -d ' ' -f 1; }
complete() { tail -n 1 "$1" | grep -q '^-- Dump completed' || { echo "$1: its last line does not say that the dump is complete" >&2; exit 1; }; }
{
  echo "engine $engine"
  echo "version $("$client" "$@" -NBe 'select version()')"
} >homelab-storage-dump.new
number=0
"$client" "$@" -NBre "select schema_name from information_schema.schemata where schema_name not in ('information_schema','performance_schema','sys','mysql') order by 1" >databases
while IFS= read -r name; do
  file="$number.sql"
  "$dump" "$@" --single-transaction --quick --routines --events --triggers --databases "$name" --result-file="$file" </dev/null
  complete "$file"
  echo "database $file $(hash "$file") $name" >>homelab-storage-dump.new
  number=$((number + 1))
done <databases
rm databases
if [ "$engine" = mariadb ]; then
  mariadb-dump "$@" --system=users --insert-ignore --result-file=users.sql
else
  # MySQL's own accounts are made by every server, and its tools have no word for the others.
  mysql "$@" -NBre "select concat(quote(user),'@',quote(host)) from mysql.user where user not like 'mysql.%'" >accounts
  while IFS= read -r account; do
    for what in "create user" "grants for"; do
      mysql "$@" -NBre "set @hex=0 /*!80017, print_identified_with_as_hex=1 */; show $what $account" </dev/null >statements
      sed 's/$/;/' statements >>users.sql
    done
  done <accounts
  rm accounts statements
  echo '-- Dump completed' >>users.sql
fi
complete users.sql
echo "roles users.sql $(hash users.sql)" >>homelab-storage-dump.new
echo complete >>homelab-storage-dump.new
sync
mv homelab-storage-dump.new homelab-storage-dump
