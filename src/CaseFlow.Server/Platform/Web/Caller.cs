namespace CaseFlow.Server.Platform.Web;

/// <summary>Who asks, and whether they may see personal data in clear.</summary>
/// <param name="Actor">The account.</param>
/// <param name="SeesPersonalData">Whether sealed data is opened for them; otherwise it is masked.</param>
public sealed record Caller(string Actor, bool SeesPersonalData)
{
    /// <summary>The header that names the account, until accounts sign in.</summary>
    public const string ActorHeader = "X-CaseFlow-Actor";

    /// <summary>The header that names the role, until accounts sign in: <c>desk</c> sees personal data, any other does not.</summary>
    public const string RoleHeader = "X-CaseFlow-Role";

    /// <summary>What stands in the place of data that the caller may not see.</summary>
    public const string Masked = "•••";

    /// <summary>Who sent the request.</summary>
    public static Caller Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        var actor = http.Request.Headers[ActorHeader].ToString();
        return new(string.IsNullOrWhiteSpace(actor) ? "api" : actor, http.Request.Headers[RoleHeader].ToString() is "" or "desk");
    }
}
