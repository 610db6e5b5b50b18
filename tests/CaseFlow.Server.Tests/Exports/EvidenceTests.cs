using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using CaseFlow.Access;
using CaseFlow.EventStore.Sealing;
using CaseFlow.Server.Audit;
using CaseFlow.Server.Exports;
using CaseFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CaseFlow.Server.Tests.Exports;

/// <summary>The proof of a case as one file.</summary>
public sealed class EvidenceTests(ExportedCities cities, PostgresFixture postgres) : IClassFixture<ExportedCities>
{
    private const string City = "cn-js.nanjing";

    private string Path => $"/api/complaints/{cities.Case}/evidence?region={City}";

    private TrustedKeys Keys => new(cities.Server.Services.GetRequiredService<SigningKey>().PublicPem);

    [Fact]
    public async Task A_pack_proves_every_event_of_its_case_and_is_the_same_whenever_it_is_made()
    {
        var pack = await cities.TakeAsync(Path);
        var report = EvidenceVerification.Verify(new MemoryStream(pack), Keys);
        Assert.Empty(report.Differences);
        Assert.Equal((4, 4, 0, 1), (report.Manifest.Events, report.Proven, report.Manifest.Unsealed.Count, report.Manifest.Withheld.Count));
        // Another server makes the same.
        await using var other = await cities.Server.AnotherAsync();
        Assert.Equal(report.Manifest.Events, EvidenceVerification.Verify(new MemoryStream(await cities.TakeAsync(Path, other.Http)), Keys).Manifest.Events);
        Assert.Equal(pack, await cities.TakeAsync(Path));

        var contact = await cities.TakeAsync($"/api/complaints/{cities.Home.Resolved}/evidence?region={City}");
        var whole = EvidenceVerification.Verify(new MemoryStream(contact), Keys);
        Assert.Empty(whole.Differences);
        Assert.Contains("\"contact_recorded\"", Text(contact, EvidenceFiles.Events), StringComparison.Ordinal);
        Assert.Contains("\"callback_scheduled\"", Text(contact, EvidenceFiles.Events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_comes_later_is_told_as_not_sealed_and_an_earlier_position_gives_the_earlier_pack()
    {
        var complaint = await cities.Desk.CaseAsync();
        await cities.SettleAsync();
        var path = $"/api/complaints/{complaint}/evidence?region=all&language=zh-CN";
        var before = await cities.TakeAsync(path);
        var position = EvidenceVerification.Verify(new MemoryStream(before), Keys).Manifest.Position;
        var later = (await cities.Desk.DoAsync(complaint, "acknowledge", new { channel = "hotline" })).MustBe(200).Position;

        var after = EvidenceVerification.Verify(new MemoryStream(await cities.TakeAsync(path)), Keys);
        Assert.Empty(after.Differences);
        Assert.Equal([later], after.Manifest.Unsealed);
        Assert.Equal(1, after.Proven);
        Assert.Contains("尚未封存", Text(await cities.TakeAsync(path), EvidenceFiles.Page), StringComparison.Ordinal);
        Assert.Equal(before, await cities.TakeAsync($"{path}&position={position}"));
        Assert.Equal(404, (await cities.Desk.GetAsync($"{path}&position={position - 1}")).Status);
        Assert.Equal(["language out-of-range"], (await cities.Desk.GetAsync($"/api/complaints/{complaint}/evidence?region=all&language=fr")).MustBe(400).Errors);
    }

    [Fact]
    public async Task It_tells_nothing_of_people_nor_of_another_city()
    {
        using var auditor = await cities.Server.As(Role.QualityAuditor, City);
        var pack = await cities.TakeAsync(Path, auditor);
        foreach (var name in EvidenceFiles.Listed)
        {
            var text = Text(pack, name);
            Assert.DoesNotContain([ExportedCities.Name, ExportedCities.Number, "漫游不通", .. cities.Foreign.Marks], mark => text.Contains(mark, StringComparison.Ordinal));
        }

        Assert.Contains("withheld", Text(pack, EvidenceFiles.Page), StringComparison.Ordinal);
        Assert.Equal("forbidden", (await Reply.ReadAsync(await auditor.PostAsync(Path[..Path.IndexOf('?', StringComparison.Ordinal)], JsonContent("{\"purpose\":\"LegalRequest\"}")))).MustBe(403).Code);
        Assert.Equal(404, (await Reply.ReadAsync(await auditor.GetAsync($"/api/complaints/{cities.Foreign.Case}/evidence?region={City}"))).Status);
    }

    [Fact]
    public async Task In_clear_it_is_given_out_for_a_purpose_which_is_recorded_first()
    {
        using var officer = await cities.Server.As(Role.DataProtectionOfficer, City);
        using var answer = await officer.PostAsync($"/api/complaints/{cities.Case}/evidence", JsonContent("{\"purpose\":\"LegalRequest\",\"language\":\"zh-CN\"}"));
        var pack = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(answer.IsSuccessStatusCode, Encoding.UTF8.GetString(pack));

        Assert.Empty(EvidenceVerification.Verify(new MemoryStream(pack), Keys).Differences);
        Assert.Contains(ExportedCities.Name, Text(pack, EvidenceFiles.Page), StringComparison.Ordinal);
        Assert.Contains(ExportedCities.Name, Text(pack, EvidenceFiles.Case), StringComparison.Ordinal);
        // What a customer said stays text on the page.
        Assert.Contains("=HYPERLINK(&quot;http", Text(pack, EvidenceFiles.Page), StringComparison.Ordinal);
        var disclosures = (await cities.Desk.GetAsync($"/api/customers/{cities.Customer}/disclosures?region=all")).MustBe(200).Body.GetProperty("data").GetProperty("disclosures");
        var seen = Assert.Single(disclosures.EnumerateArray(), one => one.GetProperty("what").GetString() == "personal_data_revealed");
        Assert.Equal(("LegalRequest", cities.Case), (seen.GetProperty("details").GetProperty("purpose").GetString(), seen.GetProperty("details").GetProperty("complaint").GetString()));
    }

    public static TheoryData<string, string> Tamperings => new()
    {
        { EvidenceFiles.Page, "case.html is not the file that manifest.json lists: its SHA-256 differs." },
        { "page and manifest", "" },
        { "actor", "was altered: its hash is not that of its content." },
        { "actor and hash", "is not as it was sealed: its content differs." },
        { "event", "is missing, while its proof is there." },
        { "event and proof", "lacks version 2." },
        { "path", "does not lead to the root that checkpoint" },
        { "root", "is not signed by a trusted key." },
        { EvidenceFiles.Proofs, "proofs.ndjson is missing." },
        { "stranger", "evil.exe does not belong to a pack." },
    };

    [Theory, MemberData(nameof(Tamperings))]
    public async Task What_was_changed_is_named(string what, string difference)
    {
        var files = Files(await cities.TakeAsync(Path));
        var relisted = true;
        switch (what)
        {
            case EvidenceFiles.Page:
                (files[EvidenceFiles.Page], relisted) = (files[EvidenceFiles.Page].Replace("Province", "City", StringComparison.Ordinal), false);
                break;
            case "page and manifest":
                files[EvidenceFiles.Page] = files[EvidenceFiles.Page].Replace("Province", "City", StringComparison.Ordinal);
                break;
            case "actor":
                files[EvidenceFiles.Events] = Regex.Replace(files[EvidenceFiles.Events], "\"actor\":\"[^\"]*\"", "\"actor\":\"somebody.else\"");
                break;
            case "actor and hash":
                files[EvidenceFiles.Events] = string.Concat(Lines(files[EvidenceFiles.Events]).Select(line =>
                {
                    var lines = new System.Buffers.ArrayBufferWriter<byte>();
                    EventLog.WriteEvent(EventLog.ReadEvent(line, 1).Event with { Actor = "somebody.else" }, lines);
                    return Encoding.UTF8.GetString(lines.WrittenSpan);
                }));
                break;
            case "event":
                files[EvidenceFiles.Events] = string.Concat(Lines(files[EvidenceFiles.Events]).Skip(1).Select(line => line + "\n"));
                break;
            case "event and proof":
                files[EvidenceFiles.Events] = string.Concat(Lines(files[EvidenceFiles.Events]).Where((_, index) => index != 1).Select(line => line + "\n"));
                files[EvidenceFiles.Proofs] = string.Concat(Lines(files[EvidenceFiles.Proofs]).Where((_, index) => index != 1).Select(line => line + "\n"));
                break;
            case "path":
                files[EvidenceFiles.Proofs] = Regex.Replace(files[EvidenceFiles.Proofs], "\"path\":\\[\"[0-9a-f]{2}", "\"path\":[\"00");
                break;
            case "root":
                files[EvidenceFiles.Checkpoints] = Regex.Replace(files[EvidenceFiles.Checkpoints], "\"root\":\"[0-9a-f]{64}", $"\"root\":\"{new string('0', 64)}");
                break;
            case EvidenceFiles.Proofs:
                files.Remove(EvidenceFiles.Proofs);
                break;
            case "stranger":
                files["evil.exe"] = "MZ";
                break;
        }

        var report = EvidenceVerification.Verify(new MemoryStream(Zip(files, relisted)), Keys);
        // The page is for reading, and a pack does not prove it: the events are.
        if (difference.Length == 0) Assert.True(report.IsGenuine);
        else Assert.Contains(report.Differences, one => one.Contains(difference, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_key_is_not_believed_though_the_pack_brings_it_along()
    {
        var stranger = SigningKey.LoadOrCreate(System.IO.Path.Combine(postgres.Folder, $"{Guid.NewGuid():N}.key"));
        var files = Files(await cities.TakeAsync(Path));
        files[EvidenceFiles.PublicKey] = stranger.PublicPem;
        files[EvidenceFiles.Checkpoints] = string.Concat(Lines(files[EvidenceFiles.Checkpoints]).Select(line => stranger.Sign(ChainCheckpoint.Parse(line)).ToLine() + "\n"));
        Assert.Contains(EvidenceVerification.Verify(new MemoryStream(Zip(files, relisted: true)), Keys).Differences, one => one.EndsWith("is not signed by a trusted key.", StringComparison.Ordinal));
        Assert.Throws<InvalidDataException>(() => EvidenceVerification.Verify(new MemoryStream("PK no zip"u8.ToArray()), Keys));
    }

    [Fact]
    public async Task Verbs_write_files_and_verify_a_pack_without_a_database()
    {
        var options = cities.Server.Services.GetRequiredService<ChainOptions>();
        var folder = Directory.CreateDirectory(System.IO.Path.Combine(postgres.Folder, $"{Guid.NewGuid():N}")).FullName;
        var (pack, log) = (System.IO.Path.Combine(folder, "case.zip"), System.IO.Path.Combine(folder, "log.ocel.json"));
        await cities.SettleAsync();

        var (code, _, said) = await RunAsync(cities.Server.ConnectionString, "export", "ocel", "--out", log, "--region", City);
        Assert.True(code == 0, said);
        Assert.Contains(cities.Case, await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        Assert.DoesNotContain(cities.Foreign.Case, await File.ReadAllTextAsync(log), StringComparison.Ordinal);

        (code, _, said) = await RunAsync(cities.Server.ConnectionString, "export", "evidence", cities.Case, "--out", pack, "--region", City);
        Assert.True(code == 0, said);
        Assert.Equal(await cities.TakeAsync(Path), await File.ReadAllBytesAsync(pack));
        (code, var printed, said) = await RunAsync("Host=nowhere", "verify", "--evidence", pack);
        Assert.True(code == 0, printed + said);
        Assert.Contains("4 events, 4 proven", printed, StringComparison.Ordinal);

        var files = Files(await File.ReadAllBytesAsync(pack));
        files[EvidenceFiles.Events] = files[EvidenceFiles.Events].Replace("\"Province\"", "\"City\"", StringComparison.Ordinal);
        await File.WriteAllBytesAsync(pack, Zip(files, relisted: true));
        (code, printed, _) = await RunAsync("Host=nowhere", "verify", "--evidence", pack);
        Assert.Equal(5, code);
        Assert.Contains("NOT GENUINE. Event ", printed, StringComparison.Ordinal);

        Task<(int Code, string Printed, string Said)> RunAsync(string database, params string[] verb) => VerbRun.RunAsync(
            new Dictionary<string, string>
            {
                ["CASEFLOW_DB"] = database,
                ["CASEFLOW_MASTER_KEY_FILE"] = System.IO.Path.Combine(postgres.Folder, "master.key"),
                ["CASEFLOW_SIGNING_KEY_FILE"] = options.KeyFile,
                ["CASEFLOW_CHECKPOINTS_FILE"] = options.AnchorFile,
            },
            verb);
    }

    private static StringContent JsonContent(string body) => new(body, Encoding.UTF8, "application/json");

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(byte[] pack, string name) => Files(pack)[name];

    private static Dictionary<string, string> Files(byte[] pack) => EvidenceFiles.Unpack(new MemoryStream(pack)).Files.ToDictionary(file => file.Name, file => Encoding.UTF8.GetString(file.Content))
        .Append(new(EvidenceFiles.Manifest, ManifestOf(pack))).ToDictionary();

    private static string ManifestOf(byte[] pack)
    {
        using var zip = new ZipArchive(new MemoryStream(pack));
        using var reader = new StreamReader(zip.GetEntry(EvidenceFiles.Manifest)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>A pack put together by somebody else, with hashes that fit or not.</summary>
    private static byte[] Zip(Dictionary<string, string> files, bool relisted)
    {
        if (relisted)
        {
            var manifest = System.Text.Json.JsonSerializer.Deserialize<EvidenceManifest>(files[EvidenceFiles.Manifest], EvidenceFiles.Json)!;
            files[EvidenceFiles.Manifest] = System.Text.Json.JsonSerializer.Serialize(
                manifest with { Files = [.. files.Where(file => file.Key != EvidenceFiles.Manifest).Select(file => new EvidenceFile(file.Key, Encoding.UTF8.GetByteCount(file.Value), EvidenceFiles.HashOf(Encoding.UTF8.GetBytes(file.Value))))] }, EvidenceFiles.Json);
        }

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }
}
