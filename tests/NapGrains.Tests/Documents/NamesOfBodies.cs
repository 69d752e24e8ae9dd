using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

public sealed class NamesOfBodies
{
    private static string? Found(string name) => Sample.Names.Find(name)?.Key;

    [Theory]
    [InlineData("Işıqlandırma İdarəsi", "az/isiqlandirma-idaresi")]
    [InlineData("IŞIQLANDIRMA İDARƏSİ", "az/isiqlandirma-idaresi")]
    [InlineData("ışıqlandırma idarəsi", "az/isiqlandirma-idaresi")]
    [InlineData("Işıqlandırma I\u0307darəsi", "az/isiqlandirma-idaresi")]
    [InlineData("  Baş \u00A0 bağbanlıq\u00AD ", "az/bas-bagbanliq")]
    [InlineData("Bаş Bağbanlıq", null)]
    [InlineData("“Ağacsu”ASC", "az/agacsu-asc")]
    [InlineData("«Ağacsu» ASC", "az/agacsu-asc")]
    [InlineData("\"ağacsu\"asc", "az/agacsu-asc")]
    [InlineData("“Ağacsu” Açıq Səhmdar Cəmiyyəti", "az/agacsu-asc")]
    [InlineData("Bağ və Bostan Nazirliyi", "az/bagciliq-nazirliyi")]
    [InlineData("Azərbaycan Respublikasının Yollar Nazirliyi", "az/yollar-nazirliyi")]
    [InlineData("Yollar Nazirliyi.", "az/yollar-nazirliyi")]
    [InlineData("digər aidiyyəti qurumlar", "az/aidiyyeti-qurumlar")]
    [InlineData("digər Yollar Nazirliyi", null)]
    [InlineData("Nәzarәt", null)]
    [InlineData("Mеşə", null)]
    [InlineData("Meşә Xidmәti", "az/mese-xidmeti")]
    [InlineData("MINISTRY OF GARDENING", "az/bagciliq-nazirliyi")]
    [InlineData("institute of lighting", "az/isiqlandirma-idaresi")]
    [InlineData("Chief Gardener's Office", "az/bas-bagbanliq")]
    [InlineData("", null)]
    [InlineData("\ud800", null)]
    public void Are_found_whatever_their_case_white_space_quotes_and_company_form(string name, string? key) =>
        Assert.Equal(key, Found(name));

    [Fact]
    public void That_are_invariantly_cased_are_other_names()
    {
        // Invariant lower-casing would make ILDIRIM to ildirim, and find a body that is not meant.
        Assert.Equal("az/ildirim-qsc", Found("“ILDIRIM” QSC"));
        Assert.Null(Found("“ildirim” QSC"));
    }

    [Theory]
    [InlineData("Ədliyyə Nazirliyi", "az/edliyye-nazirliyi")]
    [InlineData("İqtisadiyyat Nazirliyi", "az/iqtisadiyyat-nazirliyi")]
    [InlineData("“Azərişıq” ASC", "az/azerisiq-asc")]
    [InlineData("Gənclər və İdman Nazirliyi (GİN)", "az/gencler-ve-idman-nazirliyi-gin")]
    [InlineData("Əhali ─ Çörək", "az/ehali-corek")]
    public void Make_ASCII_keys(string name, string key) => Assert.Equal(key, BodyKey.Of("az", name));

    [Fact]
    public void Without_Latin_letters_make_keys_that_differ() =>
        Assert.NotEqual(BodyKey.Of("ge", "სასამართლო"), BodyKey.Of("ge", "სამინისტრო"));

    [Fact]
    public void That_mean_two_bodies_are_refused()
    {
        var yollar = new Body("az/a", BodyKind.Agency, new Texts { ["az"] = "Yollar Nazirliyi" }, []);
        var refused = Assert.Throws<DocumentRefusedException>(
            () => new BodyNames([yollar, yollar with { Key = "az/b", Aliases = ["YOLLAR  NAZİRLİYİ"] }]));
        Assert.Equal("the name 'Yollar Nazirliyi' means both 'az/a' and 'az/b'", refused.Faults[0].Cause);
    }
}
