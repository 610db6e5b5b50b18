using CaseFlow.Exports;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Exports;

/// <summary>Writes what is read in one form, piece by piece, and keeps no more of it in memory than the form itself demands.</summary>
public interface IExportWriter
{
    /// <summary>The form.</summary>
    ExportForm Form { get; }

    /// <summary>What its files are called: the end of their names.</summary>
    string FileName { get; }

    /// <summary>What its files are to a browser.</summary>
    string ContentType { get; }

    /// <summary>Writes. A piece's bytes are gone when the next one is asked for.</summary>
    IAsyncEnumerable<ExportPart> WriteAsync(ExportReading reading, ExportMeans means, CancellationToken cancellation);
}

/// <summary>What writers need beside the rows.</summary>
/// <param name="Ask">What is asked for.</param>
/// <param name="Words">How things are named.</param>
/// <param name="Names">How people are named.</param>
/// <param name="Now">The present, by which cases are overdue.</param>
/// <param name="DiscloseAsync">Records that customers are shown in clear, and then shows them.</param>
public sealed record ExportMeans(ExportAsk Ask, ExportWords Words, Pseudonyms Names, DateTimeOffset Now, Func<IReadOnlyCollection<CustomerId>, Task<PersonalView>> DiscloseAsync);
