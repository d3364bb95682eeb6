using System.Buffers;
using CsCheck;
using HomelabStorage.Webhook.Bodies;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class BodyBytesTests
{
    [Fact]
    public void However_they_arrive_they_are_the_same_bytes() =>
        Gen.Int[1, 100_000].Array[0, 12].Sample(lengths =>
        {
            using var bytes = new BodyBytes();
            var all = new byte[lengths.Sum()];
            for (var i = 0; i < all.Length; i++)
            {
                all[i] = (byte)(i * 31 >> 3);
            }

            var at = 0;
            foreach (var length in lengths)
            {
                bytes.Append(new ReadOnlySequence<byte>(all, at, length));
                at += length;
            }

            Assert.True(bytes.InOnePiece().Span.SequenceEqual(all));
            Assert.Equal(all.Length > BodyBytes.Small, bytes.IsLarge);
        }, iter: 200);

    [Theory]
    [InlineData(0, 4096)]
    [InlineData(1, 4096)]
    [InlineData(4097, 8192)]
    [InlineData(65536, 65536)]
    [InlineData(65537, 131072)]
    [InlineData(16 * 1024 * 1024, 16 * 1024 * 1024)]
    public void Room_is_taken_for_what_is_here(long length, int room) => Assert.Equal(room, BodyBytes.Room(length));
}
