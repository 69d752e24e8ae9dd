using NapGrains.Documents;

namespace NapGrains.Tests.Documents;

/// <summary>Wordings of delegations, references, and schedules, one sentence each.</summary>
public sealed class WordingsOfReports
{
    private static ReportedMeasure Read(string text, string lead = "Nazirlər Şurası") =>
        Sample.Read(Sample.OneMeasure(text, lead) + Sample.Row("1.2.", "Yollar", "Yollar Nazirliyi", "", "Yollar Nazirliyi: Hazırdır.")
            + Sample.Row("1.3.", "Yollar", "Yollar Nazirliyi", "", "Yollar Nazirliyi: Hazırdır.")).Measure("1.1");

    private static string Delegations(string sentence) => string.Join("; ", Read("Nazirlər Şurası: " + sentence).Delegations
        .Select(delegation => FormattableString.Invariant($"{delegation.Instrument}, {delegation.Date:yyyy-MM-dd}: {string.Join(", ", delegation.To)}")));

    [Theory]
    [InlineData("2030-cu il 4 mart tarixli 17b nömrəli Sərəncamla Meşə Xidmətinə iş tapşırılmışdır.", "17b nömrəli Sərəncam, 2030-03-04: az/mese-xidmeti")]
    [InlineData("2030-cu ilin 4 mart tarixli, 17 saylı Fərmanı ilə Meşə Xidmətinə iş həvalə olunub.", "17 saylı Fərman, 2030-03-04: az/mese-xidmeti")]
    [InlineData("17 nömrəli, 2030-cu il 4 mart tarixli qərarına əsasən Baş Bağbanlığa tapşırıq verilmişdir.", "17 nömrəli qərar, 2030-03-04: az/bas-bagbanliq")]
    [InlineData("04.03.2030 tarixli Əmrlə Bağlara nəzarət üzrə Komissiyaya tapşırılıb.", "Əmr, 2030-03-04: az/baglara-nezaret-uzre-komissiya")]
    [InlineData("2030-cu il  \u00A0  4 mart tarixli 1 nömrəli Göstərişlə “Ağacsu” ASC-yə tapşırılıb.", "1 nömrəli Göstəriş, 2030-03-04: az/agacsu-asc")]
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarla üç ay ərzində Meşə Xidmətinə iş tapşırılıb.", "1 nömrəli Qərar, 2030-03-04: az/mese-xidmeti")]
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarla Meşə Xidmətinə, Yollar Nazirliyinə və Ali Hesab Palatasına tapşırılıb.", "1 nömrəli Qərar, 2030-03-04: az/mese-xidmeti, az/yollar-nazirliyi, az/ali-hesab-palatasi")]
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarla Duz Gölü Mərkəzinə (DGM) iş tapşırılıb.", "1 nömrəli Qərar, 2030-03-04: az/duz-golu-merkezi")]
    // No verb of handing on; no such day; the verb in another sentence; no instrument by which; no addressee.
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarla Meşə Xidmətinə vəsait ayrılmışdır.", "")]
    [InlineData("2030-cu il 31 fevral tarixli 1 nömrəli Qərarla Meşə Xidmətinə iş tapşırılıb.", "")]
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarla Meşə Xidmətinə vəsait ayrılıb. Sonra iş tapşırılıb.", "")]
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarın icrası Meşə Xidmətinə tapşırılıb.", "")]
    [InlineData("2030-cu il 4 mart tarixli 1 nömrəli Qərarla iş hamıya tapşırılıb.", "")]
    public void Delegations_are_read(string sentence, string expected) => Assert.Equal(expected, Delegations(sentence));

    [Fact]
    public void A_delegation_by_a_body_that_is_not_the_lead_is_none() =>
        Assert.Empty(Read("Nazirlər Şurası: 2030-cu il 4 mart tarixli 1 nömrəli Qərarla Meşə Xidmətinə iş tapşırılıb.", "Yollar Nazirliyi").Delegations);

    [Theory]
    [InlineData("Bax 1.2-ci bəndə.", "1.2")]
    [InlineData("Bax: 1.2.", "1.2")]
    [InlineData("İş (1.2-ci bənddə deyilən iş) gedir.", "1.2")]
    [InlineData("1.2-ci və 1.3-cü bəndlərdə, həmçinin 1.2-ci bənddə deyilir.", "1.2 1.3")]
    [InlineData("1.2, 1.3-cü bəndlərdə deyilir.", "1.2 1.3")]
    [InlineData("1.2–1.3-cü bəndlərdə deyilir.", "1.2 1.3")]
    [InlineData("Fəaliyyət Planının 1.2-ci bəndində deyilir.", "1.2")]
    [InlineData("İş üçün 1.2-ci bəndə baxılsın.", "1.2")]
    [InlineData("1.1-ci bənddə deyilir.", "")]
    [InlineData("1.9-cu bənddə deyilir.", "")]
    [InlineData("“Bağ Qaydaları”nın 1.2-ci bəndinə əsasən.", "")]
    [InlineData("Qanunun 1.2-ci bəndinə əsasən.", "")]
    [InlineData("193-1-ci maddə və 1.2-ci maddə.", "")]
    [InlineData("AB/1.2-2-2030-77 nömrəli məktub, 11.2-ci bənd, 1.2 faiz.", "")]
    public void References_are_read(string sentence, string expected) =>
        Assert.Equal(expected, string.Join(' ', Read("Nazirlər Şurası: " + sentence).References));

    [Theory]
    [InlineData("Bəndin icrası 2031-ci ildə nəzərdə tutulmuşdur.", 2031, 2031)]
    [InlineData("Bu tədbirin icrası 2031–2033-cü illər üzrə nəzərdə tutulub", 2031, 2033)]
    [InlineData("Bəndin icrası 2031-ci və 2032-ci illərdə planlaşdırılır.", 2031, 2032)]
    [InlineData("Bəndin icrası 2031-ci ildə nəzərdə tutulmuşdur. Hazırlıq gedir.", 2031, 2031)]
    [InlineData("Nazirlər Şurası: Bəndin icrası 2031-ci ildə nəzərdə tutulmuşdur.", 2031, 2031)]
    [InlineData("Bəndin icrası 2033–2031-ci illərdə nəzərdə tutulmuşdur.", null, null)]
    [InlineData("Bəndin icrası 2031-ci ildə başa çatmalıdır.", null, null)]
    [InlineData("Yolun çəkilməsi 2031-ci ildə nəzərdə tutulmuşdur.", null, null)]
    public void Schedules_are_read(string text, int? from, int? to)
    {
        var schedule = Read(text).Schedule;
        Assert.Equal((from, to), (schedule?.From, schedule?.To));
    }

    [Theory]
    [InlineData("Nazirlər Şurası: Hazırdır.\nYeni Bağlar Agentliyi: Başladı.", 2)]
    [InlineData("Nazirlər Şurası: Hazırdır.\n“Yeni Bağ” Qapalı Səhmdar Cəmiyyəti: Başladı.", 2)]
    [InlineData("Nazirlər Şurası: Hazırdır.\nYeni Bağlar Agentliyində: Başladı.", 1)]
    [InlineData("Nazirlər Şurası: Hazırdır.\nBundan başqa, Yeni Bağlar Agentliyi: Başladı.", 1)]
    [InlineData("Nazirlər Şurası: Hazırdır.\nİş bitdi. Yeni Bağlar Agentliyi: Başladı.", 1)]
    [InlineData("Nazirlər Şurası: Hazırdır.\nsalınan Yeni Bağlar Agentliyi: Başladı.", 1)]
    [InlineData("Nazirlər Şurası: Hazırdır.\nYeni Bağlar Agentliyi, Köhnə Bağlar Agentliyi və Yollar Nazirliyi: Başladı.", 2)]
    [InlineData("Nazirlər Şurası: Hazırdır.\n1 saylı Bağ İdarəsi: Başladı.", 2)]
    [InlineData("Nazirlər Şurası: Hazırdır.\n14:30-da Yollar Nazirliyi: Başladı.", 1)]
    public void A_label_that_looks_like_a_body_opens_a_statement_and_no_other_does(string work, int statements) =>
        Assert.Equal(statements, Read(work).Statements.Length);

    [Theory]
    [InlineData("Bundan başqa, Yeni Bağlar Agentliyi: Başladı.")]
    [InlineData("salınan Yeni Bağlar Agentliyi: Başladı.")]
    [InlineData("Növbəti addım: Başladı.")]
    public void A_label_that_is_taken_for_text_is_doubted(string paragraph) =>
        Assert.Contains(
            Sample.Read(Sample.OneMeasure("Nazirlər Şurası: Hazırdır.\n" + paragraph)).Warnings,
            warning => warning.Line == 12 && warning.What.EndsWith("before a colon is taken for text", StringComparison.Ordinal));

    [Fact]
    public void A_label_of_more_than_150_characters_opens_none() =>
        Assert.Equal([1, 2], new[] { 129, 128 }.Select(length =>
            Read($"Nazirlər Şurası: Hazırdır.\n{new string('A', length)} Bağlar Üzrə Agentliyi: Başladı.").Statements.Length));

    [Fact]
    public void A_label_is_known_by_a_name_that_only_a_cell_further_down_tells()
    {
        var text = Sample.OneMeasure("Nazirlər Şurası: Hazırdır.\nÇardaq: Boyandı.") + Sample.Row("1.2.", "Yollar", "Çardaq", "", "Çardaq: Hazırdır.");
        Assert.Equal(["az/cardaq"], Sample.Read(text).Measure("1.1").Statements[1].Bodies);
    }

    [Fact]
    public void Two_new_names_of_one_slug_get_two_keys()
    {
        var text = Sample.OneMeasure("Nazirlər Şurası: Hazırdır.", others: "Çay Mərkəzi, Cay Mərkəzi");
        Assert.Equal(["az/cay-merkezi", "az/cay-merkezi-2"], Sample.Read(text).NewBodies.Select(body => body.Key));
    }

    [Fact]
    public void A_new_collective_is_told_by_its_plural() =>
        Assert.Equal(BodyKind.Collective, Sample.Read(Sample.OneMeasure("Nazirlər Şurası: Hazırdır.", others: "kənd bağ təşkilatları")).NewBodies[0].Kind);
}
