using System.Globalization;
using System.Text;
using System.Xml;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.Reporting;

/// <summary>JUnit's XML, as GitLab, Jenkins and others read it.</summary>
internal sealed class JUnitFormat : ReportFormat
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true };

    /// <inheritdoc/>
    public override string Name => "junit";

    /// <inheritdoc/>
    public override string Readers => "test reports of CI servers";

    /// <inheritdoc/>
    public override void Write(Reported reported, Page page)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
        {
            Write(JUnitCase.Of(reported), xml);
        }

        page.Write($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n");
    }

    private static void Write(IReadOnlyList<JUnitCase> cases, XmlWriter xml)
    {
        xml.WriteStartElement("testsuites");
        xml.WriteAttributeString("name", "homelab-storage");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", "homelab-storage");
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", Number(cases.Count(c => c.Outcome is JUnitOutcome.Failure)));
        xml.WriteAttributeString("errors", Number(cases.Count(c => c.Outcome is JUnitOutcome.Error)));
        xml.WriteAttributeString("skipped", Number(cases.Count(c => c.Outcome is JUnitOutcome.Skipped)));
        xml.WriteAttributeString("time", "0");
        var paths = new RepositoryPath();
        foreach (var one in cases)
        {
            Write(one, paths, xml);
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Write(JUnitCase one, RepositoryPath paths, XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Clean(one.ClassName));
        xml.WriteAttributeString("name", Clean(one.Name));
        if (one.Place.File.Length > 0)
        {
            xml.WriteAttributeString("file", Clean(one.Place.File is ['<', ..] ? one.Place.File : paths.Of(one.Place.File)));
            xml.WriteAttributeString("line", Number(one.Place.Line));
        }

        xml.WriteAttributeString("time", "0");
        switch (one.Outcome)
        {
            case JUnitOutcome.Failure failure:
                xml.WriteStartElement("failure");
                xml.WriteAttributeString("type", failure.Type);
                xml.WriteAttributeString("message", Clean(failure.Message));
                xml.WriteString(Lines(failure.Text));
                xml.WriteEndElement();
                break;
            case JUnitOutcome.Error error:
                WriteReason("error", error.Reason, xml);
                break;
            case JUnitOutcome.Skipped skipped:
                WriteReason("skipped", skipped.Reason, xml);
                break;
            case JUnitOutcome.Remark remark:
                xml.WriteElementString("system-out", Lines(remark.Text));
                break;
        }

        xml.WriteEndElement();
    }

    private static void WriteReason(string name, string reason, XmlWriter xml)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("message", Clean(reason));
        xml.WriteString(Clean(reason));
        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Lines(string text) => string.Join('\n', text.Split('\n').Select(Clean));

    /// <summary>A text without what XML has no way to write.</summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in SafeText.Line(text).EnumerateRunes())
        {
            clean.Append(rune.Value is 0xFFFE or 0xFFFF ? Rune.ReplacementChar : rune);
        }

        return clean.ToString();
    }
}
