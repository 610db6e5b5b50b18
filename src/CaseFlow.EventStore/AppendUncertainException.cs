namespace CaseFlow.EventStore;

/// <summary>
/// The database was lost while an append was under way, and did not come back in time: it is not known whether the events were
/// recorded. Their ids tell: the same append sent again is recorded, or answered as <see cref="Repeated"/>.
/// </summary>
public sealed class AppendUncertainException : Exception
{
    internal AppendUncertainException(Exception inner)
        : base($"The database was lost while an append was under way; whether its events were recorded is found by their ids. {inner.Message}", inner)
    {
    }
}
