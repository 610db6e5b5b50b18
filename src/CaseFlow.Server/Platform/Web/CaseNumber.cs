namespace CaseFlow.Server.Platform.Web;

/// <summary>A case's number as people say it: the beginning of its id.</summary>
public static class CaseNumber
{
    private const int Digits = 8;

    /// <summary>For example <c>3F2A91C0</c>.</summary>
    public static string Of(Guid complaint) => complaint.ToString("N")[..Digits].ToUpperInvariant();

    /// <summary>The same.</summary>
    public static string Of(ComplaintId complaint) => Of(complaint.Value);
}
