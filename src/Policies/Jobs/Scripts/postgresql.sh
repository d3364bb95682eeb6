#!/bin/sh
# Dumps every database and the roles of a PostgreSQL server into the folder $1, or the one it is started in, checks each dump, and writes the result file last.
# Runs in the server's own image, so that the client is never older than the server. Connection by PGHOST, PGPORT, PGUSER, PGPASSWORD.
set -e
if [ -n "$1" ]; then cd "$1"; fi
rm -f homelab-storage-dump homelab-storage-dump.new ./*.dump roles.sql
if [ -z "$PGUSER" ]; then PGUSER="$POSTGRES_USER"; fi
if [ -z "$PGUSER" ]; then PGUSER=postgres; fi
if [ -z "$PGPASSWORD" ]; then PGPASSWORD="$POSTGRES_PASSWORD"; fi
export PGUSER PGPASSWORD
set -u
hash() { sha256sum "$1" | cut -d ' ' -f 1; }
{
  echo "engine postgresql"
  echo "version $(psql -XAtd postgres -c 'show server_version')"
} >homelab-storage-dump.new
number=0
psql -XAtd postgres -c "select datname from pg_database where datallowconn and not datistemplate order by 1" >databases
while IFS= read -r name; do
  file="$number.dump"
  pg_dump -Fc -d "dbname='$(printf %s "$name" | sed "s/[\\\\']/\\\\&/g")'" -f "$file"
  pg_restore -l "$file" >/dev/null
  echo "database $file $(hash "$file") $name" >>homelab-storage-dump.new
  number=$((number + 1))
done <databases
rm databases
pg_dumpall --globals-only -f roles.sql
echo "roles roles.sql $(hash roles.sql)" >>homelab-storage-dump.new
echo complete >>homelab-storage-dump.new
sync
mv homelab-storage-dump.new homelab-storage-dump
