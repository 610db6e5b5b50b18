namespace CaseFlow.Server.Platform.Vault;

/// <summary>Something was to be sealed for a customer whose key was destroyed.</summary>
public sealed class SubjectErasedException(Guid subject) : Exception($"The key of {subject} was destroyed.");
