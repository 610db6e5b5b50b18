namespace CaseFlow.Benchmarks.Harness;

/// <summary>The statements of the raw side, each in its own file.</summary>
public static class SqlFile
{
    /// <summary>Reads <c>Sql/name.sql</c>.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(SqlFile).Assembly.GetManifestResourceStream($"benchmark/{name}") ?? throw new ArgumentException($"There is no statement {name}.", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
