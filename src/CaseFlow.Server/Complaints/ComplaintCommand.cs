using CaseFlow.Access;
using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Complaints;

/// <summary>Under which heading a command is offered.</summary>
public enum CommandGroup { Handling, Verification, Claims, KeyMoments, Level, Links, Contacts, End }

/// <summary>What the fields of a command depend on.</summary>
/// <param name="State">The case as it is.</param>
/// <param name="Target">The claim, earlier case or contact that the command is about, when it is about one.</param>
/// <param name="Terms">The names of terms.</param>
/// <param name="Words">The texts.</param>
/// <param name="Others">The customer's other cases.</param>
public sealed record CommandSurroundings(Complaint State, Guid? Target, TermNames Terms, Words Words, IReadOnlyList<TermOption> Others)
{
    /// <summary>What of the approved definitions is for the case.</summary>
    public CaseOffers Offers { get; init; } = CaseOffers.None;
}

/// <summary>Who sends a filled-in command, and for which case.</summary>
public sealed record CommandSpeech(PageCommands Commands, ComplaintDesk Desk, ComplaintId Complaint, Guid? Target, Caller Caller, Sending Sending, FormModel Form)
{
    /// <summary>Sends a request.</summary>
    public Task<CommandOutcome> SayAsync<TRequest>(TRequest request, Func<TRequest, CommandContext, Task<CommandOutcome>> useCase)
        where TRequest : CommandRequest => Commands.SayAsync(Caller, Sending, Form, request, useCase);
}

/// <summary>A command as the pages offer it: when, with which fields, and the use case that carries it out.</summary>
/// <param name="Name">Names its texts.</param>
/// <param name="Group">The heading.</param>
/// <param name="Offered">Whether it makes sense on a case as it is. The rules decide all the same.</param>
/// <param name="Fields">What is to be filled in.</param>
/// <param name="SayAsync">Sends it.</param>
public sealed record ComplaintCommand(
    string Name,
    CommandGroup Group,
    Func<Complaint, Guid?, bool> Offered,
    Func<CommandSurroundings, IEnumerable<FormField>> Fields,
    Func<CommandSpeech, Task<CommandOutcome>> SayAsync)
{
    /// <summary>Whether it is offered beside what it is about, and not in the list of commands.</summary>
    public bool Targeted { get; init; }

    /// <summary>What its route asks of whoever says it; others are not offered it.</summary>
    public Permission Needs => this switch
    {
        { Name: "merge" or "unmerge" } => Permission.LeadDesk,
        { Group: CommandGroup.Contacts } => Permission.RegisterComplaints,
        _ => Permission.WorkCases,
    };

    /// <summary>The key of its name.</summary>
    public string Label => $"Command.{Name}";

    /// <summary>A command on the case's own stream.</summary>
    public static ComplaintCommand On<TRequest>(
        string name,
        CommandGroup group,
        Func<Complaint, bool> offered,
        Func<CommandSurroundings, IEnumerable<FormField>> fields,
        Func<FormModel, TRequest> request,
        ComplaintUseCase<TRequest> useCase)
        where TRequest : CommandRequest =>
        new(name, group, (state, _) => offered(state), fields, speech => speech.SayAsync(request(speech.Form), (said, context) => useCase(speech.Desk, speech.Complaint, said, context, CancellationToken.None)));

    /// <summary>A command on one claim of the case.</summary>
    public static ComplaintCommand OnClaim<TRequest>(
        string name,
        Func<Claim, bool> offered,
        Func<CommandSurroundings, IEnumerable<FormField>> fields,
        Func<FormModel, TRequest> request,
        ClaimUseCase<TRequest> useCase)
        where TRequest : CommandRequest =>
        new(name, CommandGroup.Claims, (state, claim) => state.IsOpen && claim is { } id && state.Claims.TryGetValue(ClaimId.From(id), out var found) && offered(found), fields, speech => speech.SayAsync(
            request(speech.Form), (said, context) => useCase(speech.Desk, speech.Complaint, ClaimId.From(speech.Target!.Value), said, context, CancellationToken.None)))
        {
            Targeted = true,
        };
}
