using System.Text;
using CaseFlow.Server.Complaints.Import;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;

namespace CaseFlow.Server.Tests.Complaints.Import;

/// <summary>Files as they come.</summary>
public sealed class ImportFileTests : IDisposable
{
    private const string Right = "1001,03-05-2024,3:53:50 PM,,Open,Call,Nanjing,210000,张伟,13800000001,Roaming,x";

    private static readonly ImportProfile Profile = ImportProfiles.Parse(Rows.Profile, "test");
    private readonly string folder = Directory.CreateTempSubdirectory("caseflow-import-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(true, "\r\n")]
    [InlineData(false, "\n")]
    public void A_byte_order_mark_and_line_ends_make_no_difference(bool mark, string end)
    {
        using var file = ImportFile.Open(Write(new UTF8Encoding(mark), $"{Rows.Header}{end}{Right}{end}"), Profile);
        Assert.Equal("张伟", Assert.Single(file.Rows()).Values["Name"]);
    }

    [Fact]
    public void A_quoted_field_may_hold_lines_and_the_next_record_knows_its_own()
    {
        using var file = ImportFile.Open(Write(Encoding.UTF8, $"{Rows.Header}\r\n{Right.Replace("Roaming", "\"first\r\nsecond, \"\"third\"\"\"", StringComparison.Ordinal)}\r\n{Right}\r\n"), Profile);
        Assert.Equal([(2, "first\r\nsecond, \"third\""), (4, "Roaming")], file.Rows().Select(row => (row.Line, row.Values["Text"])).ToList());
    }

    [Fact]
    public void Semicolons_are_found_out()
    {
        using var file = ImportFile.Open(Write(Encoding.UTF8, $"{Rows.Header}\n{Right}\n".Replace(',', ';')), Profile);
        Assert.Equal((';', "张伟"), (file.Delimiter, Assert.Single(file.Rows()).Values["Name"]));
    }

    [Theory]
    [InlineData("1,2,3", "it has 3 fields where the header has 12")]
    [InlineData(Right + ",more", "it has 13 fields where the header has 12")]
    [InlineData("1001,03-05-2024,3:53:50 PM,,Open,Call,Nan\"jing,210000,张伟,13800000001,Roaming,x", "a quotation mark stands inside a field that is not quoted")]
    [InlineData("1001,03-05-2024,3:53:50 PM,,Open,Call,\"Nan\"jing,210000,张伟,13800000001,Roaming,x", "text follows a closing quotation mark")]
    [InlineData("\"1001,03-05-2024", "a quotation mark is never closed")]
    public void A_damaged_row_is_told(string row, string damage)
    {
        using var file = ImportFile.Open(Write(Encoding.UTF8, $"{Rows.Header}\n{Right}\n{row}\n"), Profile);
        Assert.Equal([null, damage], file.Rows().Select(read => read.Damage is { } told && told.StartsWith(damage, StringComparison.Ordinal) ? damage : read.Damage).ToList());
    }

    [Theory]
    [InlineData("No,Day,Time,Closed,State,Via,City,Post,Name,Phone,Text", "It lacks \"Clerk\".")]
    [InlineData(Rows.Header + ",Mood", "The profile does not know \"Mood\"; map each or name it under \"ignored\" with the reason.")]
    [InlineData(Rows.Header + ",City", "It has \"City\" more than once.")]
    [InlineData("", "is empty")]
    public void Columns_that_do_not_fit_are_explained(string header, string reason)
    {
        var path = Write(Encoding.UTF8, header.Length == 0 ? "" : header + "\n");
        Assert.Contains(reason, Assert.Throws<ExplainedException>(() => ImportFile.Open(path, Profile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_character_set_is_explained_with_the_byte_and_the_line()
    {
        // 张 in GBK.
        byte[] gbk = [0xd5, 0xc5];
        var before = Encoding.ASCII.GetBytes($"{Rows.Header}\n1001,03-05-2024,");
        var path = Path.Combine(folder, "gbk.csv");
        File.WriteAllBytes(path, [.. before, .. gbk, .. "\n"u8]);
        Assert.Contains($"byte 0xd5 at offset {before.Length}, on line 2", Assert.Throws<ExplainedException>(() => ImportFile.Open(path, Profile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_byte_far_into_the_file_is_found_where_it_is()
    {
        var path = Path.Combine(folder, "long.csv");
        var good = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("张伟\n", 40_000)));
        File.WriteAllBytes(path, [.. good, 0xff]);
        Assert.Contains($"byte 0xff at offset {good.Length}, on line 40001", Assert.Throws<ExplainedException>(() => ImportFile.Open(path, Profile)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Utf_16_is_told_by_name() =>
        Assert.Contains("is UTF-16", Assert.Throws<ExplainedException>(() => ImportFile.Open(Write(Encoding.Unicode, Rows.Header), Profile)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_explained() =>
        Assert.Contains("cannot be read", Assert.Throws<ExplainedException>(() => ImportFile.Open(Path.Combine(folder, "none.csv"), Profile)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rejected_rows_are_written_for_Excel_and_read_back_as_they_were()
    {
        var path = Write(Encoding.UTF8, $"{Rows.Header}\n{Right.Replace("Roaming", "\"他说:\"\"不通\"\",\n再打\"", StringComparison.Ordinal)}\n1,2,3,4,5,6,7,8,9,10,11,12,13\n");
        List<FileRow> rows;
        string? rejectedFile;
        using (var file = ImportFile.Open(path, Profile))
        using (var rejected = new RejectedRows(path, file.Columns, file.Delimiter))
        {
            rows = [.. file.Rows()];
            foreach (var row in rows) rejected.Add(row, [new("Via", FieldCodes.UnknownTerm, "No such way."), new("City", FieldCodes.Required, "City is empty.")]);
            rejectedFile = rejected.Path;
        }

        Assert.Equal(Path.Combine(folder, "file.rejected.csv"), rejectedFile);
        Assert.Equal([0xef, 0xbb, 0xbf], File.ReadAllBytes(rejectedFile!)[..3]);
        Assert.Contains("\"Via: unknown-term. No such way.\nCity: required. City is empty.\"", File.ReadAllText(rejectedFile!), StringComparison.Ordinal);
        using var again = ImportFile.Open(rejectedFile!, Profile);
        Assert.Equal(rows[0].Fields, again.Rows().First().Fields);
    }

    [Fact]
    public void Rejected_rows_never_overwrite_earlier_ones()
    {
        var path = Write(Encoding.UTF8, Rows.Header + "\n");
        File.WriteAllText(Path.Combine(folder, "file.rejected.csv"), "being corrected");
        using (var rejected = new RejectedRows(path, ["No"], ',')) rejected.Add(new FileRow(2, ["1"], new Dictionary<string, string>()), []);
        Assert.Equal("being corrected", File.ReadAllText(Path.Combine(folder, "file.rejected.csv")));
        Assert.True(File.Exists(Path.Combine(folder, "file.rejected-2.csv")));
    }

    private string Write(Encoding encoding, string text)
    {
        var path = Path.Combine(folder, "file.csv");
        File.WriteAllText(path, text, encoding);
        return path;
    }
}
