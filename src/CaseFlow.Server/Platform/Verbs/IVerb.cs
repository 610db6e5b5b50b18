using System.CommandLine;

namespace CaseFlow.Server.Platform.Verbs;

/// <summary>One word of the command line, such as <c>serve</c>. It stands in the slice that it belongs to and is listed in <see cref="Verbs"/>.</summary>
public interface IVerb
{
    /// <summary>The command with its options, arguments, help and action.</summary>
    Command Build(VerbContext context);
}
