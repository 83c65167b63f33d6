package notifyserver

// Template is a template as GOV.UK Notify holds it: its text has ((placeholders))
// and its formatting.
type Template struct {
	Key     string // the name that configuration uses
	ID      string
	Channel string // "email" or "sms"
	Subject string // email only
	Body    string
}

// TemplateIDs returns the template id of every key, as configuration gives them
// to production code.
func TemplateIDs() map[string]string {
	ids := map[string]string{}
	for _, t := range Templates() {
		ids[t.Key] = t.ID
	}
	return ids
}

// Templates returns the templates of the service. Those for staff hold a
// reference, a kind and a link, and say nothing about the person: the reader
// signs in for that.
func Templates() []Template { return append(lineTemplates(), besideTemplates()...) }

// lineTemplates returns those for the line that every referral follows.
func lineTemplates() []Template {
	return []Template{
		{
			Key: "draft-about-to-expire", ID: "a0000000-0000-4000-8000-000000000040", Channel: "email",
			Subject: "You have a referral that is not sent",
			Body: `# You have a referral that is not sent

It has not been changed for a while. We keep it until ((date)), and delete it then.

Go on with it, or delete it yourself if it is not needed:

((link))

You will need to sign in. Saving it again keeps it for longer.` + footer,
		},
		{
			Key: "referral-received", ID: "a0000000-0000-4000-8000-000000000001", Channel: "email",
			Subject: "We have your referral ((reference))",
			Body: `# We have your referral

Reference: ((reference))

What happens next:

1. We decide how urgent it is.
2. It goes on the worklist of the team that will look at it.
3. We email you when there is a decision.

You can see where it has got to, add to it or withdraw it:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "new-on-worklist-urgent", ID: "a0000000-0000-4000-8000-000000000002", Channel: "email",
			Subject: "Urgent referral on your worklist: ((reference))",
			Body: `# An urgent referral is waiting for your team

Reference: ((reference))
For: ((kind))

^ Nobody has claimed it yet.

Read it and claim it:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "decided", ID: "a0000000-0000-4000-8000-000000000003", Channel: "email",
			Subject: "There is a decision on referral ((reference))",
			Body: `# There is a decision

Reference: ((reference))
For: ((kind))

Read the decision, the reasons for it and what happens next:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "decision-for-person-email", ID: "a0000000-0000-4000-8000-000000000004", Channel: "email",
			Subject: "Our decision about your referral ((reference))",
			Body: `# Our decision

You were referred to us for: ((kind))

Our decision: ((outcome))

Reference: ((reference))

Someone will contact you to explain what this means and what happens next.

# If you have a question, or do not agree

Call us on 020 7946 0000, Monday to Friday, 9am to 5pm. Give us the reference.

Tell us if you would like this in another format, such as large print, easy read or another language.

---

Adult social care`,
		},
		{
			Key: "decision-for-person-sms", ID: "a0000000-0000-4000-8000-000000000005", Channel: "sms",
			Body: `Adult social care: we have made a decision about your referral ((reference)) for ((kind)).
Decision: ((outcome)).
Someone will contact you. If you have a question, call 020 7946 0000.`,
		},
		{
			Key: "arrangement-requested", ID: "a0000000-0000-4000-8000-000000000006", Channel: "email",
			Subject: "Please arrange: referral ((reference))",
			Body: `# There is something to arrange

Reference: ((reference))
For: ((kind))

See what was decided, where it is needed and by when, and record the date that you agree:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "in-place", ID: "a0000000-0000-4000-8000-000000000007", Channel: "email",
			Subject: "In place: referral ((reference))",
			Body: `# What was decided is now in place

Reference: ((reference))
For: ((kind))

See what was put in place and when it will be reviewed:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "withdrawn", ID: "a0000000-0000-4000-8000-000000000008", Channel: "email",
			Subject: "Withdrawn: referral ((reference))",
			Body: `# A referral was withdrawn

Reference: ((reference))
For: ((kind))

Please stop any work on it. If something has already been arranged, it may need to be cancelled.

See who withdrew it and why:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "same-request-open", ID: "a0000000-0000-4000-8000-000000000041", Channel: "email",
			Subject: "We already have this request: referral ((reference))",
			Body: `# We already have the same request

Reference: ((reference))
For: ((kind))

The request for this person was with us before yours. We go on with that one, and have ended this one so that nobody is visited twice.

Read why, and whom to ask:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "closed", ID: "a0000000-0000-4000-8000-000000000009", Channel: "email",
			Subject: "Closed: referral ((reference))",
			Body: `# Your referral is closed

Reference: ((reference))

Nothing more is waiting to be done. See how it ended:

((link))

You will need to sign in. If things have changed, make a new referral.` + footer,
		},
		{
			Key: "information-requested", ID: "a0000000-0000-4000-8000-000000000010", Channel: "email",
			Subject: "A question about referral ((reference))",
			Body: `# The practitioner has a question for you

Reference: ((reference))
For: ((kind))

They cannot go on until you answer. Read the questions and answer them:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "information-given", ID: "a0000000-0000-4000-8000-000000000011", Channel: "email",
			Subject: "Your question was answered: referral ((reference))",
			Body: `# The referrer has answered

Reference: ((reference))
For: ((kind))

The clock runs again. Read the answers:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "returned-from-hold", ID: "a0000000-0000-4000-8000-000000000012", Channel: "email",
			Subject: "Back from hold: referral ((reference))",
			Body: `# A referral came back from hold

Reference: ((reference))
For: ((kind))

Its date has come, and the clock runs again. Go on with it:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "claim-about-to-lapse", ID: "a0000000-0000-4000-8000-000000000013", Channel: "email",
			Subject: "Your claim is about to lapse: referral ((reference))",
			Body: `# Nothing has been recorded since you claimed this

Reference: ((reference))
For: ((kind))

Record a contact or a note, or it goes back on the worklist in two working days:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "claim-lapsed", ID: "a0000000-0000-4000-8000-000000000014", Channel: "email",
			Subject: "Back on your worklist: referral ((reference))",
			Body: `# A claim has lapsed

Reference: ((reference))
For: ((kind))

Nothing was recorded for ten working days. It is waiting to be claimed again:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "given-to-you", ID: "a0000000-0000-4000-8000-000000000015", Channel: "email",
			Subject: "You have been given referral ((reference))",
			Body: `# A referral has been given to you

Reference: ((reference))
For: ((kind))

Read the note that came with it, and go on with it:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "decision-to-approve", ID: "a0000000-0000-4000-8000-000000000031", Channel: "email",
			Subject: "A decision waits for approval: referral ((reference))",
			Body: `# A team manager must approve a decision

Reference: ((reference))
For: ((kind))

It costs more than one person may decide alone. Approve it, or send it back:

((link))

The clock of the referral runs on meanwhile. You will need to sign in.` + footer,
		},
		{
			Key: "decision-approved", ID: "a0000000-0000-4000-8000-000000000032", Channel: "email",
			Subject: "Your decision on referral ((reference)) is approved",
			Body: `# Your decision is approved

Reference: ((reference))
For: ((kind))

It is being handed on. There is nothing that you need to do:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "order-audited", ID: "a0000000-0000-4000-8000-000000000034", Channel: "email",
			Subject: "Your order was looked at: referral ((reference))",
			Body: `# A sample of direct orders is audited, and yours was in it

Reference: ((reference))
For: ((kind))

Read what was found:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "decision-sent-back", ID: "a0000000-0000-4000-8000-000000000033", Channel: "email",
			Subject: "Your decision on referral ((reference)) was sent back",
			Body: `# Your decision was sent back

Reference: ((reference))
For: ((kind))

Read why, change the decision and save it again:

((link))

The clock of the referral runs on meanwhile. You will need to sign in.` + footer,
		},
	}
}

// footer ends every email to staff.
const footer = `

---

Assistive technology referrals

This email has no details of the person. Please do not add any if you forward it or reply.`
