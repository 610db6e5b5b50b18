namespace CaseFlow.EventStore.Sealing;

/// <summary>The database does not continue the checkpoints that were kept outside of it: it is an older state, or another database.</summary>
public sealed class ChainForkedException(string message) : Exception(message);
