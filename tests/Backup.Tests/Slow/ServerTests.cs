using System.Diagnostics;
using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>Real database servers, dumped under load by their own tools and restored with their invariants.</summary>
[Trait("Category", "Slow")]
public sealed class ServerTests : IDisposable
{
    private readonly Home _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void Postgresql_under_load_comes_back_with_its_sums()
    {
        var server = Path.Combine(_home.Root, "pg");
        var script = Script("postgresql");
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";
        Programs.Shell($"chmod 755 {_home.Root}; mkdir {server}; chown -R postgres {server} {_home.Data}; setpriv --reuid postgres --regid "
            + $"postgres --init-groups {bin}/initdb -D {server}/db -A trust >/dev/null");
        using var postgres = Programs.Start(
            "setpriv",
            "--reuid",
            "postgres",
            "--regid",
            "postgres",
            "--init-groups",
            $"{bin}/postgres",
            "-D",
            $"{server}/db",
            "-k",
            server,
            "-c",
            "listen_addresses=",
            "-c",
            "fsync=off",
            "-c",
            "logging_collector=on");
        try
        {
            Programs.Shell($"""
                export PGHOST={server} PGUSER=postgres
                until {bin}/pg_isready -q; do kill -0 {postgres.Id}; done
                psql -qc 'create role "app user" login' -c "create database \"it's an app\" owner \"app user\""
                {bin}/pgbench -qi -s 2 "it's an app" 2>/dev/null
                ({bin}/pgbench -n -c 2 -T 20 "it's an app" >/dev/null 2>&1 &)
                until [ "$(psql -XAtc 'select count(*) > 50 from pgbench_history' "it's an app")" = t ]; do :; done
                setpriv --reuid postgres --regid postgres --init-groups env PGHOST={server} PATH="{bin}:$PATH" sh {script} {_home.Data}
                cd {_home.Data}
                setpriv --reuid postgres --regid postgres --init-groups env PGHOST={server} PATH="{bin}:$PATH" sh -c "$(cat {script})"
                """);
            var answer = _home.Run("--strategy", "dump");
            Assert.True(answer.Exit == 0, answer.Error);
            var dump = _home.Manifest(answer.Outcome!.Archive!).Dump!;
            Assert.Equal("postgresql", dump.Engine);
            Assert.Equal(["it's an app", "postgres", string.Empty], dump.Files.Select(f => f.Database));
            var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
            Assert.Equal(0, _home.Restore(restored).Exit);
            Assert.Equal("t|t|t\n", Programs.Shell($"""
                export PGHOST={server} PGUSER=postgres
                createdb again; {bin}/pg_restore -d again {restored}/0.dump
                grep -q 'CREATE ROLE "app user"' {restored}/roles.sql
                psql -XAtd again -c 'select
                  (select sum(abalance) from pgbench_accounts) = (select sum(delta) from pgbench_history),
                  (select sum(bbalance) from pgbench_branches) = (select sum(delta) from pgbench_history),
                  count(*) >= 50 from pgbench_history'
                """));
            var changed = Path.Combine(_home.Data, "0.dump");
            File.AppendAllText(changed, "x");
            Assert.Contains("the dump changed after it was checked", _home.Run("--strategy", "dump").Error, StringComparison.Ordinal);
        }
        finally
        {
            Stop(postgres);
        }
    }

    [Fact]
    public void Mariadb_under_load_comes_back_with_its_sums()
    {
        var server = Directory.CreateDirectory(Path.Combine(_home.Root, "maria")).FullName;
        var socket = $"{server}/s";
        Programs.Shell($"chmod 755 {_home.Root}; chown mysql {server}; mariadb-install-db --no-defaults --user=mysql --datadir={server}/db "
            + "--skip-test-db >/dev/null 2>&1");
        using var mariadb = Programs.Start(
            "mariadbd",
            "--no-defaults",
            "--user=mysql",
            $"--datadir={server}/db",
            $"--socket={socket}",
            "--skip-networking",
            $"--log-error={server}/log",
            "--innodb-flush-log-at-trx-commit=0");
        try
        {
            Programs.Shell($"""
                sql() {"{"} mariadb --socket={socket} -NB "$@"; {"}"}
                until sql -e 'select 1' >/dev/null 2>&1; do kill -0 {mariadb.Id}; done
                sql -e 'create database `an app`; create user app@localhost; use `an app`;
                  create table account(id int primary key, balance int) engine=innodb;
                  create table event(id int auto_increment primary key) engine=innodb;
                  insert into account select seq, 1000 from seq_1_to_1000'
                transfer() {"{"}
                  echo "begin; update account set balance=balance-7 where id=$((RANDOM % 1000 + 1));"
                  echo "update account set balance=balance+7 where id=$((RANDOM % 1000 + 1)); insert into event values(); commit;"
                {"}"}
                ( (for i in $(seq 5000); do transfer; done | sql 'an app') >/dev/null 2>&1 &)
                until [ "$(sql -e 'select count(*) > 50 from event' 'an app')" = 1 ]; do :; done
                MARIADB_SOCKET={socket} sh {Script("mariadb")} {_home.Data}
                """);
            var answer = _home.Run("--strategy", "dump");
            Assert.True(answer.Exit == 0, answer.Error);
            Assert.Equal("mariadb", _home.Manifest(answer.Outcome!.Archive!).Dump!.Engine);
            Assert.Equal(["an app", string.Empty], _home.Manifest(answer.Outcome!.Archive!).Dump!.Files.Select(f => f.Database));
            var restored = Directory.CreateDirectory(Path.Combine(_home.Root, "restored")).FullName;
            Assert.Equal(0, _home.Restore(restored).Exit);
            Assert.Equal("1000000\t1\n", Programs.Shell($"""
                grep -q 'CREATE USER.*app.*@.*localhost' {restored}/users.sql
                mariadb --socket={socket} -e 'drop database `an app`'
                mariadb --socket={socket} < {restored}/0.sql
                mariadb --socket={socket} -NB -e 'select (select sum(balance) from account), count(*) >= 50 from event' 'an app'
                """));

            // With MySQL's tools only, of which MariaDB has the names too.
            Programs.Shell($"""
                mkdir {_home.Root}/bin {_home.Root}/again; cd {_home.Root}/bin
                for tool in sh sed sha256sum cut tail grep rm mv cat sync mysql mysqldump; do ln -s "$(command -v $tool)" .; done
                cd {_home.Root}/again; MARIADB_SOCKET={socket} PATH={_home.Root}/bin sh -c "$(cat {Script("mariadb")})"
                grep -q '^engine mysql$' homelab-storage-dump
                grep -q 'CREATE USER `app`@`localhost`.*;$' users.sql
                mariadb --socket={socket} -e 'drop database `an app`; drop user app@localhost'
                mariadb --socket={socket} < 0.sql
                mariadb --socket={socket} -f < users.sql 2>/dev/null || true
                mariadb --socket={socket} -NBe 'show grants for app@localhost' >/dev/null
                mv homelab-storage-dump *.sql {_home.Data}
                """);
            answer = _home.Run("--strategy", "dump");
            Assert.True(answer.Exit == 0, answer.Error);
            Assert.Equal("mysql", _home.Manifest(answer.Outcome!.Archive!).Dump!.Engine);
        }
        finally
        {
            Stop(mariadb);
        }
    }

    private string Script(string engine)
    {
        var path = Path.Combine(_home.Root, engine + ".sh");
        File.WriteAllText(path, _home.Ask("dump-script", engine).Output);
        return path;
    }

    private static void Stop(Process server)
    {
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }
}
