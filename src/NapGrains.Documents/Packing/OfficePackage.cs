using System.Xml;
using DocumentFormat.OpenXml.Packaging;

namespace NapGrains.Documents;

/// <summary>What office documents say about themselves.</summary>
/// <param name="Title">Title.</param>
/// <param name="Subject">What it is about, e.g. the period.</param>
/// <param name="Language">BCP 47 tag of its texts.</param>
internal sealed record OfficeProperties(string Title, string Subject, string Language);

/// <summary>What Word documents and spreadsheets have in common as packages.</summary>
internal static class OfficePackage
{
    private const string Core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    /// <summary>Id of a package's first part; made-up ids would differ from one writing to the next.</summary>
    public const string MainId = "main";

    /// <summary>Adds the document's properties.</summary>
    public static void Describe(OpenXmlPackage package, OfficeProperties properties)
    {
        // Not by PackageProperties: their part's name would differ from one writing to the next.
        using var stream = package.AddNewPart<CoreFilePropertiesPart>("properties").GetStream(FileMode.Create);
        using var xml = XmlWriter.Create(stream);
        xml.WriteStartElement("cp", "coreProperties", Core);
        xml.WriteElementString("dc", "title", DublinCore, XmlText.Legal(properties.Title));
        xml.WriteElementString("dc", "subject", DublinCore, XmlText.Legal(properties.Subject));
        xml.WriteElementString("dc", "creator", DublinCore, "NapGrains");
        xml.WriteElementString("dc", "language", DublinCore, properties.Language);
        xml.WriteEndElement();
    }

    /// <summary>The package's bytes, the same for the same parts: what makes a package writes the time into it.</summary>
    public static byte[] Settle(MemoryStream package)
    {
        package.Position = 0;
        return ZipFile.Pack(ZipFile.Unpack(package).OrderBy(part => part.Name != "[Content_Types].xml").ThenBy(part => part.Name, StringComparer.Ordinal));
    }
}
