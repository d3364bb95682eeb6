using System.Xml;

namespace HomelabStorage.Policies.Resolution;

/// <summary>The keys of a settings file in XML: what stands in the elements below the outermost, <c>PostgresHost</c>.</summary>
internal static class SettingsXml
{
    private static readonly XmlReaderSettings Careful = new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };

    /// <summary>Adds the keys; false when the text is no XML.</summary>
    public static bool Read(string text, Dictionary<string, string> keys)
    {
        try
        {
            using var letters = new StringReader(text.Trim());
            using var reader = XmlReader.Create(letters, Careful);
            var path = new List<string>();
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.Element)
                {
                    Cut(path, reader.Depth);
                    path.Add(reader.Name);
                    keys.TryAdd(Key(path), string.Empty);
                }
                else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
                {
                    Cut(path, reader.Depth);
                    keys[Key(path)] = reader.Value.Trim();
                }
            }

            return keys.Count > 0;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private static void Cut(List<string> path, int depth) => path.RemoveRange(depth, path.Count - depth);

    private static string Key(List<string> path) => string.Join('.', path.Skip(1));
}
