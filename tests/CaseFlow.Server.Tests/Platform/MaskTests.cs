using CaseFlow.Complaints;
using CaseFlow.Server.Platform.Reading;

namespace CaseFlow.Server.Platform;

/// <summary>A mask tells one customer from the next and gives nobody away.</summary>
public sealed class MaskTests
{
    [Theory]
    [InlineData(PersonalKind.Name, "张伟", "张*")]
    [InlineData(PersonalKind.Name, "欧阳娜娜", "欧***")]
    [InlineData(PersonalKind.Name, "张", "*")]
    [InlineData(PersonalKind.Name, "𠮷田", "𠮷*")]
    [InlineData(PersonalKind.Name, "Maria  Rossi", "M*** R***")]
    [InlineData(PersonalKind.Name, "X", "*")]
    [InlineData(PersonalKind.Number, "13812345678", "138****5678")]
    [InlineData(PersonalKind.Number, "+8613812345678", "+86138****5678")]
    [InlineData(PersonalKind.Number, "02583201234", "025****1234")]
    [InlineData(PersonalKind.Number, "83201234", "****1234")]
    [InlineData(PersonalKind.Number, "10086", "****86")]
    [InlineData(PersonalKind.Number, "110", "****")]
    [InlineData(PersonalKind.Account, "ACC-778899-X", "****99-X")]
    [InlineData(PersonalKind.Account, "A-1234", "****34")]
    [InlineData(PersonalKind.Account, "A-1", "****")]
    [InlineData(PersonalKind.Address, "幸福路七号", "•••")]
    [InlineData(PersonalKind.Text, "It does not work.", "•••")]
    public void A_mask_keeps_what_is_needed_to_recognise(PersonalKind kind, string text, string mask) => Assert.Equal(mask, Masks.Of(kind, text));

    [Fact]
    public void Every_sealed_field_that_says_who_a_customer_is_has_a_mask_of_its_own() => Assert.Equal(
        typeof(CustomerSnapshot).GetProperties().Where(property => property.PropertyType == typeof(Sealed?)).Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]).Order(StringComparer.Ordinal),
        EventFields.Identity.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void No_event_has_a_sealed_field_of_such_a_name_that_is_something_else() => Assert.DoesNotContain(
        typeof(ComplaintEvent).Assembly.GetTypes().Where(type => type != typeof(CustomerSnapshot) && !type.IsAbstract && type.BaseType?.Name.EndsWith("Event", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetProperties()).Where(property => property.PropertyType == typeof(Sealed) || property.PropertyType == typeof(Sealed?))
            .Select(property => char.ToLowerInvariant(property.Name[0]) + property.Name[1..]),
        EventFields.Identity.ContainsKey);
}
