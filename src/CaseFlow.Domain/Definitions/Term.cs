namespace CaseFlow.Definitions;

/// <summary>A code under the version of the list that it was chosen from, so that a later list does not rewrite the past.</summary>
/// <param name="Code">For example <c>network.roaming.activation</c> in the list of topics; a dot goes one level down.</param>
/// <param name="ListVersion">The version of the list at that moment.</param>
public sealed record Term(string Code, int ListVersion);
