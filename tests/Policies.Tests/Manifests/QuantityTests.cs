using System.Globalization;
using CsCheck;
using HomelabStorage.Policies.Manifests;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

/// <summary>Held to what the API documents about <c>resource.Quantity</c>: its grammar, its suffixes, its largest amount and its finest one.</summary>
public sealed class QuantityTests
{
    private static readonly string[] Suffixes = ["", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "E-2", "e+1"];

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Ki", "0")]
    [InlineData("1n", "0.000000001")]
    [InlineData("1u", "0.000001")]
    [InlineData("1m", "0.001")]
    [InlineData("1", "1")]
    [InlineData("1k", "1000")]
    [InlineData("1M", "1000000")]
    [InlineData("1G", "1000000000")]
    [InlineData("1T", "1000000000000")]
    [InlineData("1P", "1000000000000000")]
    [InlineData("1E", "1000000000000000000")]
    [InlineData("1Ki", "1024")]
    [InlineData("1Mi", "1048576")]
    [InlineData("1Gi", "1073741824")]
    [InlineData("1Ti", "1099511627776")]
    [InlineData("1Pi", "1125899906842624")]
    [InlineData("1Ei", "1152921504606846976")]
    [InlineData("+5Gi", "5368709120")]
    [InlineData("-5Gi", "-5368709120")]
    [InlineData("500m", "0.5")]
    [InlineData("1319413953331200m", "1319413953331.2")]
    [InlineData("1.2Ti", "1319413953331.2")]
    [InlineData("1.5Gi", "1610612736")]
    [InlineData(".5Gi", "536870912")]
    [InlineData("5.", "5")]
    [InlineData("12e6", "12000000")]
    [InlineData("12E6", "12000000")]
    [InlineData("1.5e3", "1500")]
    [InlineData("1e+3", "1000")]
    [InlineData("1500e-3", "1.5")]
    [InlineData("1E1", "10")]
    [InlineData("007Mi", "7340032")]
    [InlineData("0.0000000000000000000000000000000001", "0.000000001")]
    [InlineData("0.1n", "0.000000001")]
    [InlineData("-0.1n", "-0.000000001")]
    [InlineData("1.0000000001", "1.000000001")]
    [InlineData("1.1E", "1100000000000000000")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775807")]
    [InlineData("-9223372036854775809", "-9223372036854775807")]
    [InlineData("9223372036854775806999m", "9223372036854775806.999")]
    [InlineData("9223372036854775807.1", "9223372036854775807")]
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("7.99Ei", "9211842821808707338.24")]
    [InlineData("100E", "9223372036854775807")]
    [InlineData("1e400", "9223372036854775807")]
    [InlineData("1e-400", "0.000000001")]
    [InlineData("0e400", "0")]
    [InlineData("1e9223372036854775807", "9223372036854775807")]
    public void A_quantity_is_the_amount_the_API_says(string text, string amount)
    {
        Assert.True(Quantity.TryRead(text, out var read), text);
        Assert.Equal(decimal.Parse(amount, CultureInfo.InvariantCulture), read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Gi")]
    [InlineData("+")]
    [InlineData("-m")]
    [InlineData(".")]
    [InlineData(".Gi")]
    [InlineData("e3")]
    [InlineData("1e")]
    [InlineData("1e-")]
    [InlineData("1e1.5")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e3Ki")]
    [InlineData("1.1.M")]
    [InlineData("1+1.0M")]
    [InlineData("--1")]
    [InlineData("0.1mi")]
    [InlineData("5K")]
    [InlineData("5ki")]
    [InlineData("5gi")]
    [InlineData("5GB")]
    [InlineData("5 Gi")]
    [InlineData(" 5Gi")]
    [InlineData("5Gi ")]
    [InlineData("5Gi\n")]
    [InlineData("1,5Gi")]
    [InlineData("0x10")]
    [InlineData("٥Gi")]
    [InlineData("Infinity")]
    [InlineData("NaN")]
    [InlineData("lots")]
    public void Any_other_text_is_none(string text) => Assert.False(Quantity.TryRead(text, out _), text);

    [Fact]
    public void A_number_of_any_length_is_read_and_the_longer_way_agrees_with_the_short_one() =>
        Gen.Select(Gen.Long[0, 999_999_999_999_999_999], Gen.OneOfConst(Suffixes), Gen.Int[0, 200]).Sample((number, suffix, zeros) =>
        {
            var padding = new string('0', zeros);
            Assert.True(Quantity.TryRead($"{number}{suffix}", out var amount));
            Assert.True(Quantity.TryRead($"{padding}{number}.{padding}{suffix}", out var same));
            Assert.Equal(amount, same);
            Assert.InRange(amount, 0m, Quantity.Most);
        });

    [Fact]
    public void Any_text_is_a_quantity_within_bounds_or_none() =>
        Gen.Char["+-.0123456789numkKMGTPEei "].Array[0, 40].Sample(characters =>
            Assert.True(!Quantity.TryRead(characters, out var amount) || Math.Abs(amount) <= Quantity.Most));
}
