using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NapGrains.Grains;
using NapGrains.Grains.Delivery;
using NapGrains.Grains.Notices;

namespace NapGrains.Server.Notices;

/// <summary>
/// Webhook: one POST a batch, <c>{"agency":…,"notices":[{"number":…,"at":…,"plan":…,"kind":…,…}]}</c>. Header
/// <c>Nap-Signature</c> is <c>sha256=</c> and the HMAC of the body in hexadecimal; <c>Idempotency-Key</c> names the batch. Any answer
/// but 2xx, and none within ten seconds, is a failure.
/// </summary>
internal sealed class WebhookChannel(NoticeSettings settings, IHttpClientFactory clients) : INoticeChannel
{
    /// <summary>Name of the client that posts.</summary>
    public const string Client = "notices";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(settings.WebhookSecret);

    public string Name => "webhook";

    public bool IsFor(string agency) => settings.Recipients.GetValueOrDefault(agency)?.Webhook is not null;

    public async Task Deliver(string agency, ImmutableArray<Notice> notices, CancellationToken stopping)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                agency,
                notices = notices.Select(notice => new
                {
                    notice.Number,
                    notice.Change.At,
                    notice.Plan,
                    Kind = GraphNames.Of(notice.Change.Kind),
                    notice.Change.Measure,
                    notice.Change.Period,
                    notice.Change.From,
                    notice.Change.To,
                    notice.Change.Reason,
                }),
            },
            NapJson.Options);
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.Recipients[agency].Webhook)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        request.Headers.Add("Nap-Signature", $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(_key, body))}");
        request.Headers.Add("Idempotency-Key", $"{agency}#{notices[0].Number}-{notices[^1].Number}");
        using var client = clients.CreateClient(Client);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
        answer.EnsureSuccessStatusCode();
    }
}
