using System.Security.Cryptography;
using CaseFlow.Complaints;
using CaseFlow.EventStore;
using CaseFlow.PersonalData;
using CaseFlow.Server.Definitions;
using CaseFlow.Server.Platform;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Vault;

namespace CaseFlow.Server.Complaints.Import;

/// <summary>How far an import is, in bytes of the file.</summary>
public sealed record ImportProgress(long Done, long Total);

/// <summary>Imports a file: reads rows, decides on each as the desk would, appends what follows.</summary>
public sealed class FileImport(IEventStore store, KnownStreams streams, PersonalDataVault vault, DefinitionBook definitions, CustomerIdentity customers, TimeProvider clock)
{
    private const int BatchSize = 1_000;

    private const int Attempts = 8;

    private sealed record Case(ImportedRecord Record, ComplaintId Complaint, CustomerId Customer);

    private sealed record Rejection(FileRow Row, IReadOnlyList<FieldError> Errors);

    /// <summary>Imports a file, or only says what importing it would do.</summary>
    /// <param name="path">The file.</param>
    /// <param name="profile">How its columns become complaints.</param>
    /// <param name="dryRun">Whether to leave the database as it is; rejected rows are written to their file all the same.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it; what was imported stays, and importing again continues.</param>
    /// <exception cref="ExplainedException">The file cannot be imported with the profile, and why.</exception>
    public async Task<ImportSummary> RunAsync(string path, ImportProfile profile, bool dryRun, Action<ImportProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(progress);
        var terms = await ImportTerms.InForceAsync(definitions, cancellation);
        terms.Check(profile);
        using var file = ImportFile.Open(path, profile);
        using var rejected = new RejectedRows(path, file.Columns, file.Delimiter);
        var correlation = $"import:{profile.Name}:{await DigestAsync(path, cancellation)}";
        var reader = new RecordReader(profile, terms, clock);
        var summary = new ImportSummary();
        foreach (var rows in file.Rows().Chunk(BatchSize))
        {
            var rejections = new List<Rejection>();
            var records = rows.Select(row => Read(reader, row, rejections)).OfType<ImportedRecord>().ToList();
            foreach (var (record, known, events) in await RecordAsync(profile, records, dryRun, correlation, rejections, cancellation))
                summary.Count(record, known, events);
            foreach (var (row, errors) in rejections.OrderBy(rejection => rejection.Row.Line))
                rejected.Add(row, errors);
            progress(new(file.Position, file.Length));
        }

        summary.Rejected = rejected.Count;
        summary.RejectedFile = rejected.Path;
        return summary;
    }

    private static ImportedRecord? Read(RecordReader reader, FileRow row, List<Rejection> rejections)
    {
        var errors = new FieldErrors();
        if (row.Damage is { } damage) errors.Add("row", FieldCodes.Malformed, $"The row cannot be read: {damage}.");
        var record = errors.Any ? null : reader.Read(row, errors);
        if (record is null) rejections.Add(new(row, errors.Outcome.Errors));
        return record;
    }

    private async Task<IReadOnlyCollection<(ImportedRecord Record, bool Known, int Events)>> RecordAsync(
        ImportProfile profile, IReadOnlyList<ImportedRecord> records, bool dryRun, string correlation, List<Rejection> rejections, CancellationToken cancellation)
    {
        var cases = new List<Case>();
        foreach (var record in records)
            cases.Add(await CaseAsync(profile, record, cancellation));
        foreach (var @case in cases.ToList())
        {
            if (!await vault.IsErasedAsync(@case.Customer, cancellation)) continue;
            rejections.Add(Rejected(@case, DataSubjectRefusals.AlreadyErased));
            cases.Remove(@case);
        }

        if (!dryRun) await vault.PrepareAsync([.. cases.Select(@case => @case.Customer)], cancellation);

        var known = await streams.AmongAsync([.. cases.Select(@case => @case.Complaint.Value)], cancellation);
        var counted = new List<(ImportedRecord, bool, int)>();
        var drafts = new List<(Case Case, StreamDraft<Complaint, ComplaintEvent> Draft)>();
        foreach (var @case in cases.DistinctBy(each => each.Complaint))
        {
            var history = known.Contains(@case.Complaint.Value) ? await store.ReadStreamAsync(@case.Complaint.Value, cancellation: cancellation) : [];
            var draft = await DraftAsync(@case, history, dryRun, correlation, cancellation);
            if (draft.Refusal is { } refusal) rejections.Add(Rejected(@case, refusal));
            else if (dryRun || draft.Events.Count == 0) counted.Add((@case.Record, history.Count > 0, draft.Events.Count));
            else drafts.Add((@case, draft));
        }

        var answers = await store.AppendManyAsync([.. drafts.Select(each => each.Draft.Append)], cancellation);
        foreach (var ((@case, draft), answer) in drafts.Zip(answers))
        {
            if (answer is not Conflict) counted.Add((@case.Record, known.Contains(@case.Complaint.Value), draft.Events.Count));
            else await RecordAgainAsync(@case);
        }

        // Of rows of one case each is decided on what those before it made of it.
        foreach (var @case in cases.Except(cases.DistinctBy(each => each.Complaint)))
            await RecordAgainAsync(@case);
        return counted;

        async Task RecordAgainAsync(Case @case)
        {
            if (await RecordLaterAsync(@case, dryRun, correlation, rejections, cancellation) is { } events) counted.Add((@case.Record, true, events));
        }
    }

    /// <summary>Records a case that was written to since its history was read; null when it is rejected instead.</summary>
    private async Task<int?> RecordLaterAsync(Case @case, bool dryRun, string correlation, List<Rejection> rejections, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var draft = await DraftAsync(@case, await store.ReadStreamAsync(@case.Complaint.Value, cancellation: cancellation), dryRun, correlation, cancellation);
            if (draft.Refusal is { } refusal)
            {
                rejections.Add(Rejected(@case, refusal));
                return null;
            }

            if (dryRun || await draft.RecordAsync(store, cancellation)) return draft.Events.Count;
        }

        rejections.Add(new(@case.Record.Row, [new("row", "contended", "Too many others wrote to the case at once; importing it again is safe.")]));
        return null;
    }

    private static Rejection Rejected(Case @case, Refusal refusal) => new(@case.Record.Row, [new("row", refusal.Code, refusal.Reason)]);

    /// <summary>The ids of a record's case and customer, which tell nothing of the row that they follow from.</summary>
    private async Task<Case> CaseAsync(ImportProfile profile, ImportedRecord record, CancellationToken cancellation)
    {
        var identity = await vault.LookUpHashAsync("import", record.Identity, cancellation);
        var customer = record switch
        {
            { CustomerIdentity: { } known } => CustomerId.From(DeterministicId.From("import-customer", profile.Name, await vault.LookUpHashAsync("import-customer", known, cancellation))),
            { Account: { } account } => await customers.OfAccountAsync(account, cancellation),
            { ServiceNumber: { } number } => await customers.OfServiceNumberAsync(number, cancellation),
            _ => CustomerId.From(DeterministicId.From("import-customer-of", profile.Name, identity)),
        };
        return new(record, ComplaintId.From(DeterministicId.From("import", profile.Name, identity)), customer);
    }

    private async Task<StreamDraft<Complaint, ComplaintEvent>> DraftAsync(
        Case @case, IReadOnlyList<RecordedEvent> history, bool dryRun, string correlation, CancellationToken cancellation)
    {
        var (record, complaint, customer) = @case;
        // A dry run decides all the same, but creates no key: what it would seal is thrown away.
        var sealer = dryRun ? null : await vault.SealerAsync(customer, cancellation);
        Sealed Seal(string text) => sealer?.Seal(text) ?? new Sealed("");
        Sealed? SealOptional(string? text) => text is null ? null : Seal(text);
        var snapshot = new CustomerSnapshot
        {
            Customer = customer,
            Name = SealOptional(record.CustomerName),
            ServiceNumber = SealOptional(record.ServiceNumber),
            ServiceNumberHash = record.ServiceNumber is { } number ? await customers.HashAsync(number, cancellation) : null,
            Account = SealOptional(record.Account),
            Address = SealOptional(record.Address),
        };
        return ImportedCase.Draft(record, complaint, history, snapshot, Seal, correlation);
    }

    private static async Task<string> DigestAsync(string path, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation))[..16];
    }
}
