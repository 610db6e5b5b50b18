namespace CaseFlow.Server.Platform.Web;

/// <summary>Names the resource files that hold every text of the pages: <c>Texts.resx</c> (English) and <c>Texts.zh-CN.resx</c>.</summary>
public sealed class Texts;
