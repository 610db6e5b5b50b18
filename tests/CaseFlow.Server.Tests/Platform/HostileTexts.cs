using System.Globalization;
using System.Text;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>What nobody means well with.</summary>
public static class HostileTexts
{
    /// <summary>Whatever comes back with this in it, as it stands, was not escaped.</summary>
    public const string Marker = "<script>alert('cf')</script>";

    /// <summary>JSON of a value that stands where a text belongs, already escaped where it must be to be read at all.</summary>
    public static IReadOnlyList<string> Values { get; } =
    [
        // Texts.
        Quoted(""), Quoted("   "), Quoted(Marker), Quoted($"\"'>{Marker}"), Quoted("<img src=x onerror=alert(1)>"), Quoted("'; drop table mt_events; --"),
        Quoted("' or '1'='1"), Quoted("$1"), Quoted("{{7*7}}${7*7}#{7*7}"), Quoted("${jndi:ldap://127.0.0.1/a}"), Quoted("../../../../etc/passwd"), Quoted("%00%0d%0aSet-Cookie:a=b"),
        Quoted("\r\nSet-Cookie: a=b"), "\"\\u0000\"", "\"before\\u0000after\"", "\"\\u0001\\u001f\\u007f\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\ufffe\\uffff\"", Quoted("\u202e\u200b\ufeff张伟"),
        Quoted(string.Concat(Enumerable.Repeat("😀", 500))), Quoted("e" + new string('\u0301', 2_000)), Quoted(new string('x', 70_000)), Quoted("_%\\*?"), Quoted("=cmd|' /c calc'!A1"),
        Quoted("9e999"), Quoted("NaN"), Quoted("-1"), Quoted("0x7fffffff"), Quoted("9223372036854775808"), Quoted("2011-02-30T25:61:61Z"), Quoted("0001-01-01T00:00:00+14:00"),
        Quoted("9999-12-31T23:59:59-12:00"), Quoted("00000000-0000-0000-0000-000000000000"), Quoted("ffffffff-ffff-ffff-ffff-ffffffffffff"), Quoted("all"), Quoted("cn-js.nanjing.x.y.z"),
        // Other kinds of values.
        "null", "true", "-1", "0", "1e999", "-1e-999", "12345678901234567890123456789012345678901234567890", "2147483648", "[]", "{}", "[null]", "[[[[[[[[]]]]]]]]", "{\"a\":{\"a\":{\"a\":{}}}}",
        "[\"a\",1,null,{}]", $"[{string.Join(",", Enumerable.Repeat("\"x\"", 6_000))}]",
    ];

    /// <summary>Bodies that are no object of fields.</summary>
    public static IReadOnlyList<byte[]> Bodies { get; } =
    [
        [], .. Utf8("null"), .. Utf8("[]"), .. Utf8("\"text\""), .. Utf8("1"), .. Utf8("{"), .. Utf8("{\"a\""), .. Utf8("{\"a\":}"), .. Utf8("{\"a\":1,}"), .. Utf8("{'a':1}"), .. Utf8("{a:1}"), .. Utf8("{} {}"), .. Utf8("// no\n{}"),
        .. Utf8(new string('[', 100_000)), .. Utf8(string.Concat(Enumerable.Repeat("{\"a\":", 20_000))), .. Utf8("{\"a\":" + new string('9', 100_000) + "}"), .. Utf8($"{{\"{Marker}\":1}}"),
        .. Utf8("{\"__proto__\":{\"admin\":true}}"), .. Utf8("{\"$type\":\"System.IO.FileInfo\"}"), .. Utf8("{\"a\":\"\\x\"}"), .. Utf8("{\"a\":\"\\u12\"}"), .. Utf8("{\"a\":\"\n\"}"), .. Utf8("\ufeff{}"),
        [0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d], [0x00], [0xc0, 0xaf], [0xed, 0xa0, 0x80], Encoding.Unicode.GetBytes("{\"a\":1}"), Encoding.BigEndianUnicode.GetBytes("{}"), Encoding.UTF32.GetBytes("{}"),
    ];

    /// <summary>The same as parts of an address.</summary>
    public static IReadOnlyList<string> Parts { get; } =
    [
        .. ((string[])
        [
            "", " ", Marker, "'; drop table mt_events; --", "../../etc/passwd", "\r\nSet-Cookie: a=b", "\u0001", "😀", "\u202e张伟", new('x', 3_000), "-1", "0", "9223372036854775808", "1e999", "NaN", "null", "true",
            "all", "cn-js", "cn-js.nanjing.x", "..", "2011-02-30", "2011-13", "0001-01", "9999-12", "2011-06-28T22:11:54", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "ffffffff-ffff-ffff-ffff-ffffffffffff",
            "{}", "[]", "*", "%", "_", "\\", "a,b,,c", "Open,Open,Open", "0,1,2", "Newest", "eyJ2IjoxfQ==", "AAAA",
        ]).Select(Uri.EscapeDataString),
        // Escapes that no well-behaved client writes.
        "%", "%zz", "%00", "%0d%0a", "%ff%fe", "%c0%ae%c0%ae", "%u0041", "%25%32%65", "+", "a+b", ";", "%26after=1",
    ];

    private static string Quoted(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
            json.Append(c is '"' or '\\' or < ' ' ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : c.ToString());
        return json.Append('"').ToString();
    }

    private static byte[][] Utf8(string text) => [Encoding.UTF8.GetBytes(text)];
}
