using HomelabStorage.Webhook.Serving;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class LogLineTests
{
    [Fact]
    public void An_entry_is_one_line_and_nothing_in_it_is_obeyed()
    {
        using var written = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Warning,
            "Admission",
            new EventId(7),
            "refused data\u001b[2J\n::error::x\u009b\u202e##[error]y",
            new InvalidOperationException("a\nb"),
            (state, _) => state);
        new LogLine().Write(entry, null, written);
        Assert.Equal(
            "warn: Admission[7] refused data\\u001b[2J\\u000a::error::x\\u009b\\u202e\\u0023#[error]y System.InvalidOperationException: a b\n",
            written.ToString());
    }

    [Fact]
    public void A_name_of_any_length_does_not_fill_the_log()
    {
        using var written = new StringWriter();
        new LogLine().Write(
            new LogEntry<string>(LogLevel.Information, "Admission", default, new string('n', 100_000), null, (state, _) => state),
            null,
            written);
        Assert.EndsWith("nnn… (100000 characters)\n", written.ToString(), StringComparison.Ordinal);
        Assert.InRange(written.ToString().Length, 4096, 4200);
    }
}
