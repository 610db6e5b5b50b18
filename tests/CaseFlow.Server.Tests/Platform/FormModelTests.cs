using CaseFlow.Server.Platform.Commands;
using CaseFlow.Server.Platform.Web.Forms;

namespace CaseFlow.Server.Tests.Platform;

/// <summary>What is entered into a form of several terms, and where an error of one of several things stands.</summary>
public sealed class FormModelTests
{
    private readonly FormModel form = new([FormField.Several("channels", [new("hotline", "Hotline"), new("hall", "Hall"), new("web", "Web")]), FormField.LongText("numbers"), FormField.Text("number")]);

    [Fact]
    public void Terms_are_ticked_and_unticked_and_stand_in_the_order_in_which_they_are_offered()
    {
        form.Tick("channels", "web", ticked: true);
        form.Tick("channels", "hotline", ticked: true);
        form.Tick("channels", "hotline", ticked: true);
        Assert.Equal(["hotline", "web"], form.Codes("channels"));

        form.Tick("channels", "web", ticked: false);
        Assert.Equal(["hotline"], form.Codes("channels"));
        // What is not offered is no term, whatever a draft says.
        form["channels"] = "fax\nhall";
        Assert.Equal(["hall"], form.Codes("channels"));
    }

    [Fact]
    public void A_form_without_a_tick_cannot_be_sent()
    {
        (form["numbers"], form["number"]) = ("1", "1");
        Assert.False(form.Check());
        Assert.Equal(["channels"], form.Errors.Select(error => error.Field));
        form.Tick("channels", "hall", ticked: true);
        Assert.True(form.Check());
    }

    [Fact]
    public void What_is_wrong_with_one_of_several_things_stands_beside_their_field()
    {
        form.Take([new("numbers[1]", FieldCodes.Malformed, "No number."), new("channels[0].code", FieldCodes.OutOfRange, "No channel."), new("elsewhere[0]", FieldCodes.Malformed, "Not here.")]);

        Assert.Equal(["numbers[1]"], form.ErrorsOf("numbers").Select(error => error.Field));
        Assert.Equal(["channels[0].code"], form.ErrorsOf("channels").Select(error => error.Field));
        Assert.Empty(form.ErrorsOf("number"));
        Assert.Equal(["elsewhere[0]"], form.OtherErrors.Select(error => error.Field));
    }
}
