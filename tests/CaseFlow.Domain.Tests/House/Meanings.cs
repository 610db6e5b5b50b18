using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CaseFlow.House;

/// <summary>What the XML documentation of the domain says of a type.</summary>
public static partial class Meanings
{
    private static readonly Dictionary<string, XElement> Members = XDocument
        .Load(Path.ChangeExtension(typeof(Refusal).Assembly.Location, ".xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>The summary of a type; empty when it has none.</summary>
    public static string Of(Type type) => Member('T', type.FullName!) is { } member ? Text(member.Element("summary")) : "";

    /// <summary>What is said of a field: by the property itself, or by the parameter that it is made of.</summary>
    public static string Of(Type type, string field) =>
        Member('P', $"{type.FullName}.{field}")?.Element("summary") is { } own ? Text(own)
        : Text(Member('T', type.FullName!)?.Elements("param").SingleOrDefault(parameter => parameter.Attribute("name")!.Value == field));

    private static XElement? Member(char kind, string name) => Members.GetValueOrDefault($"{kind}:{name.Replace('+', '.')}");

    private static string Text(XElement? element) => element is null ? "" : Spaces().Replace(string.Concat(element.Nodes().Select(Plain)), " ").Trim();

    private static string Plain(XNode node) => node switch
    {
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement reference when reference.Attribute("cref") is { } target => target.Value[(target.Value.LastIndexOf('.') + 1)..],
        XElement element => element.Value,
        XText text => text.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
