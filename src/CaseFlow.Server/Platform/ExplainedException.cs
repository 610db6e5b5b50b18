namespace CaseFlow.Server.Platform;

/// <summary>A fault that we expected and can explain: its message is a sentence for the person at the keyboard, shown without a stack trace.</summary>
public sealed class ExplainedException(string sentence, Exception? cause = null) : Exception(sentence, cause);
