using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace CaseFlow.House;

/// <summary>A package that a build takes in, directly or through another.</summary>
/// <param name="Name">Its name on nuget.org.</param>
/// <param name="Version">The version that restores.</param>
/// <param name="Licence">The SPDX expression that it declares.</param>
/// <param name="Delivered">Whether what is delivered contains it; otherwise only tests do.</param>
public sealed record Dependency(string Name, string Version, string Licence, bool Delivered)
{
    /// <summary>All of them, as the restore of the projects found them.</summary>
    public static IReadOnlyList<Dependency> All() =>
    [
        .. Directory.GetFiles(Repository.Root, "project.assets.json", SearchOption.AllDirectories)
            .SelectMany(OfProject)
            .GroupBy(found => (found.Name, found.Version))
            .Select(group => group.First() with { Delivered = group.Any(one => one.Delivered) })
            .OrderBy(found => found.Name, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The list as it is published.</summary>
    public static string Document()
    {
        var text = new StringBuilder("# Dependencies\n\nWhat a build takes in, directly or through another package, with the licence that each declares; generated from the restore and checked. Why each direct one is used stands in `Directory.Packages.props`.\n");
        foreach (var (title, delivered) in ((string, bool)[])[("Delivered", true), ("Tests only", false)])
        {
            text.Append($"\n## {title}\n\n| package | version | licence |\n|---|---|---|\n");
            foreach (var one in All().Where(one => one.Delivered == delivered))
                text.Append($"| {one.Name} | {one.Version} | {one.Licence} |\n");
        }

        return text.Append("\nBeside these: .NET (MIT), PostgreSQL (PostgreSQL licence) and, for the browser tests, Chromium (BSD-3-Clause and others) and axe-core (MPL-2.0), none of which is changed or passed on by this repository.\n").ToString();
    }

    private static IEnumerable<Dependency> OfProject(string assets)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(assets));
        var root = file.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var delivered = Repository.Named(assets).StartsWith("src/", StringComparison.Ordinal);
        foreach (var library in root.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
        {
            var (name, version) = (library.Name.Split('/')[0], library.Name.Split('/')[1]);
            var path = folders.Select(folder => Path.Combine(folder, library.Value.GetProperty("path").GetString()!)).First(Directory.Exists);
            yield return new(name, version, Declared(Directory.GetFiles(path, "*.nuspec").Single()), delivered);
        }
    }

    private static string Declared(string nuspec) =>
        XDocument.Load(nuspec).Descendants().FirstOrDefault(element => element.Name.LocalName == "license" && element.Attribute("type")?.Value == "expression")?.Value ?? "not declared";
}
