using NapGrains.Gateway.Schema;

namespace NapGrains.Gateway.Downloads;

/// <summary>What may be done with the data, in both languages of the pages.</summary>
internal static class LicenceStatement
{
    public static string Of(PlanScope scope, DownloadOptions options)
    {
        string Title(string language) => scope.Snapshot.Plan.Titles.In(language, scope.Language) ?? scope.Key;
        return $"""
            {Title("en")} ({scope.Key}), version {scope.Snapshot.Plan.Version}

            The register (measures, bodies, roles, schedules), short titles, summaries, verdicts and figures are given out under
            {options.Licence}
            {options.LicenceUrl}

            Official titles of measures and the reports in the bodies' own words belong to those who published them; this licence does not
            cover them. Whoever uses the data says from where they are, and whether they were changed.

            ----

            {Title("az")} ({scope.Key}), versiya {scope.Snapshot.Plan.Version}

            Reyestr (tədbirlər, qurumlar, rollar, müddətlər), qısa adlar, xülasələr, qiymətləndirmələr və göstəricilər bu lisenziya ilə verilir:
            {options.Licence}
            {options.LicenceUrl}

            Tədbirlərin rəsmi adları və qurumların öz sözləri ilə hesabatlar onları dərc edənlərə məxsusdur; bu lisenziya onlara şamil edilmir.
            Məlumatlardan istifadə edən mənbəni və dəyişiklik edib-etmədiyini göstərir.

            """.ReplaceLineEndings("\n");
    }
}
