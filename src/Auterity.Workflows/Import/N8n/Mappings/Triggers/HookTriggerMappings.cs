namespace Auterity.Workflows.Import.N8n.Mappings.Triggers;

/// <summary>Triggers that a vendor calls. They registered their address with the vendor by themselves; here a person enters it there.</summary>
[N8nMapping("n8n-nodes-base.wooCommerceTrigger")]
[N8nMapping("n8n-nodes-base.hubspotTrigger")]
[N8nMapping("n8n-nodes-base.twilioTrigger")]
[N8nMapping("n8n-nodes-base.postmarkTrigger")]
[N8nMapping("n8n-nodes-base.calendlyTrigger")]
[N8nMapping("n8n-nodes-base.typeformTrigger")]
[N8nMapping("n8n-nodes-base.jotFormTrigger")]
[N8nMapping("n8n-nodes-base.githubTrigger")]
[N8nMapping("n8n-nodes-base.gitlabTrigger")]
[N8nMapping("n8n-nodes-base.stripeTrigger")]
[N8nMapping("n8n-nodes-base.jiraTrigger")]
[N8nMapping("n8n-nodes-base.linearTrigger")]
[N8nMapping("n8n-nodes-base.shopifyTrigger")]
[N8nMapping("n8n-nodes-base.facebookTrigger")]
[N8nMapping("n8n-nodes-base.whatsAppTrigger")]
[N8nMapping("n8n-nodes-base.slackTrigger")]
[N8nMapping("n8n-nodes-base.mailchimpTrigger")]
[N8nMapping("n8n-nodes-base.pipedriveTrigger")]
[N8nMapping("n8n-nodes-base.trelloTrigger")]
[N8nMapping("n8n-nodes-base.asanaTrigger")]
[N8nMapping("n8n-nodes-base.clickUpTrigger")]
[N8nMapping("n8n-nodes-base.calTrigger")]
[N8nMapping("n8n-nodes-base.theHiveTrigger")]
[N8nMapping("n8n-nodes-base.activeCampaignTrigger")]
[N8nMapping("n8n-nodes-base.convertKitTrigger")]
[N8nMapping("n8n-nodes-base.gumroadTrigger")]
[N8nMapping("n8n-nodes-base.strapiTrigger")]
[N8nMapping("n8n-nodes-base.figmaTrigger")]
[N8nMapping("n8n-nodes-base.zendeskTrigger")]
[N8nMapping("n8n-nodes-base.paypalTrigger")]
[N8nMapping("n8n-nodes-base.payPalTrigger")]
[N8nMapping("n8n-nodes-base.stravaTrigger")]
[N8nMapping("n8n-nodes-base.netlifyTrigger")]
[N8nMapping("n8n-nodes-base.webflowTrigger")]
[N8nMapping("n8n-nodes-base.lemlistTrigger")]
[N8nMapping("n8n-nodes-base.mauticTrigger")]
[N8nMapping("n8n-nodes-base.wiseTrigger")]
[N8nMapping("n8n-nodes-base.acuitySchedulingTrigger")]
[N8nMapping("n8n-nodes-base.bitbucketTrigger")]
[N8nMapping("n8n-nodes-base.chargebeeTrigger")]
[N8nMapping("n8n-nodes-base.eventbriteTrigger")]
[N8nMapping("n8n-nodes-base.formstackTrigger")]
[N8nMapping("n8n-nodes-base.freshdeskTrigger")]
[N8nMapping("n8n-nodes-base.getResponseTrigger")]
[N8nMapping("n8n-nodes-base.helpScoutTrigger")]
[N8nMapping("n8n-nodes-base.invoiceNinjaTrigger")]
[N8nMapping("n8n-nodes-base.mailerLiteTrigger")]
[N8nMapping("n8n-nodes-base.mailjetTrigger")]
[N8nMapping("n8n-nodes-base.surveyMonkeyTrigger")]
[N8nMapping("n8n-nodes-base.workableTrigger")]
internal sealed class HookTriggerMapping : N8nMapping
{
    public override MappedNode Map(N8nParameters p)
    {
        var vendor = p.Node.Type[(p.Node.Type.LastIndexOf('.') + 1)..].Replace("Trigger", "", StringComparison.Ordinal);
        p.Lose($"It registered its address with {vendor} and left out what it did not want; here enter the address there, and choose the events there too.");
        foreach (var name in p.Node.Parameters.EnumerateObject().Select(member => member.Name)) p.Skip(name);
        return new("trigger.webhook", new { path = p.Node.Text("webhookId") ?? p.Node.Id, methods = (string[])["POST"], bodyOnly = true });
    }
}
