using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class Refusals
{
    private static readonly string Row11 = Sample.Row("1.1.", "Quyular", "Nazirlər Şurası", "", "Nazirlər Şurası: Hazırdır.");

    private static (int Line, string Cause) Refused(string text)
    {
        var faults = Assert.Throws<DocumentRefusedException>(() => Sample.Read(text)).Faults;
        return (faults[0].Line, faults[0].Cause);
    }

    [Fact]
    public void A_whole_document_is_none() => Assert.Empty(Sample.Read(Sample.Head + Row11).Warnings);

    [Fact]
    public void An_empty_document_is_refused() => Assert.Equal((1, "the document is empty"), Refused(" \n\u00A0"));

    [Fact]
    public void A_text_without_priorities_is_refused() =>
        Assert.Equal((1, "no priorities: no cell is a heading “Prioritet N.”"), Refused("Sadəcə mətn.\n"));

    [Fact]
    public void A_heading_without_measures_is_refused() => Assert.Equal((1, "no measures"), Refused(Sample.Head));

    [Fact]
    public void A_measure_twice_is_refused_at_the_second() =>
        Assert.Equal((12, "measure 1.1 stands here for the second time"), Refused(Sample.Head + Row11 + Row11));

    [Fact]
    public void A_measure_after_a_greater_one_is_refused() =>
        Assert.Equal((12, "measure 1.1 comes after measure 1.10"), Refused(Sample.Head + Row11.Replace("1.1.", "1.10.") + Row11));

    [Fact]
    public void A_measure_outside_its_priority_is_refused() =>
        Assert.Equal((7, "measure 2.1 stands under priority 1"), Refused(Sample.Head + Row11.Replace("1.1.", "2.1.")));

    [Fact]
    public void A_measure_before_any_priority_is_refused() =>
        Assert.Equal((1, "measure 1.1 stands before any priority"), Refused(Row11 + Sample.Head));

    [Fact]
    public void Priorities_out_of_order_are_refused() =>
        Assert.Equal((12, "priority 1 comes after priority 1"), Refused(Sample.Head + Row11 + "\tPrioritet 1. Yenə\n"));

    [Fact]
    public void A_row_of_four_cells_is_truncated() =>
        Assert.Equal(
            (7, "the row of measure 1.1 is truncated: it has 4 of 5 cells"),
            Refused(Sample.Head + Sample.Row("1.1.", "Quyular", "Nazirlər Şurası", "") + Row11.Replace("1.1.", "1.2.")));

    [Fact]
    public void A_row_of_six_cells_is_refused_at_the_sixth() =>
        Assert.Equal(
            (12, "the row of measure 1.1 has more than 5 cells"),
            Refused(Sample.Head + Row11 + "\tArtıq\n" + Row11.Replace("1.1.", "1.2.")));

    [Fact]
    public void Columns_in_another_order_are_refused() =>
        Assert.StartsWith("the columns stand in another order", Refused(
            Sample.Head.Replace("Əsas icraçı", "X").Replace("Digər icraçılar", "Əsas icraçı").Replace("\tX\n", "\tDigər icraçılar\n") + Row11).Cause);

    [Fact]
    public void A_statement_before_any_measure_is_refused()
    {
        Assert.Equal((7, "a statement before any measure: “Yollar Nazirliyi”"), Refused(Sample.Head + "Yollar Nazirliyi: Hazırdır.\n" + Row11));
        Assert.Equal((1, "a statement before any measure: “Yollar Nazirliyi”"), Refused("Yollar Nazirliyi: Hazırdır.\n" + Sample.Head + Row11));
    }

    [Theory]
    [InlineData("Nazirlər Şurası: Hazırdır. Qalan i")]
    [InlineData("Nazirlər Şurası:")]
    [InlineData("Nazirlər Şurası: Hazırdır “hər şey”")]
    public void A_text_that_ends_in_the_middle_of_a_sentence_is_truncated(string work) =>
        Assert.Equal((11, "truncated: the text ends in the middle of a sentence, without a line break"), Refused(Sample.OneMeasure(work).TrimEnd('\n')));

    [Theory]
    [InlineData("Nazirlər Şurası: Hazırdır.")]
    [InlineData("Nazirlər Şurası: “Hazırdır.”")]
    public void A_last_sentence_that_is_whole_needs_no_line_break(string work) =>
        Assert.Empty(Sample.Read(Sample.OneMeasure(work).TrimEnd('\n')).Warnings);

    [Fact]
    public void A_NUL_and_half_a_character_are_refused_with_their_line()
    {
        Assert.Equal((2, "not a text: a NUL character"), Refused("a\n\0"));
        Assert.Equal((2, "not a text: half a character"), Refused("a\n\ud800b"));
    }

    [Fact]
    public void All_faults_are_told_in_order() =>
        Assert.Equal(
            [7, 12, 17],
            Assert.Throws<DocumentRefusedException>(() => Sample.Read(
                Sample.Head + Row11.Replace("1.1.", "3.1.") + Row11.Replace("1.1.", "3.1.") + Sample.Row("1.3.", "Quyular"))).Faults.Select(fault => fault.Line));
}
