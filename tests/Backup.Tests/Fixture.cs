using HomelabStorage.Backup.Posix;
using Xunit;

namespace HomelabStorage.Backup.Tests;

/// <summary>A data folder with everything in it that a file system has.</summary>
internal static class Fixture
{
    public static void Fill(Home home)
    {
        home.Put("deep/er/notes.txt", "words");
        home.Put("a name with spaces, ünïcode and a very long tail " + new string('x', 120), "long");
        home.PutDatabase("db/app.db", "delete", 30);
        home.Put("secret", "x");
        var owners = Native.EffectiveUser() == 0 ? "chown 1234:5678 secret deep; chown -h 4321:8765 deep/link; chmod 4711 secret" : "chmod 0700 secret";
        Programs.Shell($"""
            cd {home.Data}
            ln secret deep/twin; ln -s ../secret deep/link; ln -s /nowhere dangling; mkdir empty; chmod 750 empty
            truncate -s 3M sparse; printf end >> sparse; printf middle | dd of=sparse bs=1 seek=1000000 conv=notrunc status=none
            {owners}
            """);
        Note("deep/er/notes.txt", "words"u8);
        Note("deep/er", [0, 255, 16]);
        Note(".", "folder"u8);
        Programs.Shell($"cd {home.Data}; touch -hd '2020-02-02 02:02:02.123456789' deep/link secret deep/er; touch -d '2019-01-01 "
            + "01:01:01.987654321' deep db db/app.db .; chmod 1777 .");

        void Note(string path, ReadOnlySpan<byte> value) =>
            Assert.Equal(0, Native.SetAttribute(Path.Combine(home.Data, path), "user.note", value.ToArray(), value.Length, 0));
    }
}
