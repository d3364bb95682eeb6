using CsCheck;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class ReviewPropertyTests
{
    private static readonly byte[][] Captured =
    [
        .. Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*.json").Select(File.ReadAllBytes),
    ];

    [Fact]
    public void Any_bytes_give_a_request_or_a_reason() =>
        Gen.Byte.Array[0, 300].Sample(bytes => Assert.NotNull(AdmissionReviewReader.Read(bytes)));

    [Fact]
    public void A_review_with_bytes_changed_gives_a_request_or_a_reason() =>
        Gen.Select(Gen.Int[0, Captured.Length - 1], Gen.Int[0, 5000], Gen.Byte).Sample((number, place, value) =>
        {
            var bytes = Captured[number].ToArray();
            bytes[place % bytes.Length] = value;
            var reading = AdmissionReviewReader.Read(bytes);
            if (reading is AdmissionReading.Asked asked)
            {
                using (asked.Document)
                {
                    Assert.NotNull(Some.Handler().Answer(asked.Request, bytes));
                }
            }
        });

    [Fact]
    public void A_truncated_review_gives_a_reason() =>
        Gen.Select(Gen.Int[0, Captured.Length - 1], Gen.Double[0, 0.999]).Sample((number, share) =>
            Assert.IsType<AdmissionReading.Refused>(AdmissionReviewReader.Read(Captured[number]
                .AsSpan(0, (int)(Captured[number].TrimEnd().Length * share))
                .ToArray())));
}
