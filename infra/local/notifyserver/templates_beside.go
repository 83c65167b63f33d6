package notifyserver

// besideTemplates returns the templates for what happens besides the straight line.
// Where somebody has died the words are plain and say so first: nobody should find
// it out by ringing the family.
func besideTemplates() []Template {
	return []Template{
		{
			Key: "person-has-died", ID: "a0000000-0000-4000-8000-000000000051", Channel: "email",
			Subject: "Please read before you contact anyone: referral ((reference))",
			Body: `# The person has died

We are sorry to tell you that the person in referral ((reference)) has died.

Please do not write to, ring or visit them, and cancel anything that you had arranged. We send them nothing more.

What was recorded, and whether anything must be collected:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "collection-requested", ID: "a0000000-0000-4000-8000-000000000052", Channel: "email",
			Subject: "Please collect: referral ((reference))",
			Body: `# There is something to collect

Reference: ((reference))
For: ((kind))

The person has died. Please arrange the collection with the family, or with whoever acts for them, and give them time. Do not write to or ring the person.

See what is there, whom you can speak to and by when:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "check-before-contact", ID: "a0000000-0000-4000-8000-000000000053", Channel: "email",
			Subject: "Please check before you contact anyone: referral ((reference))",
			Body: `# Somebody with the same name and date of birth has died

Please check whether it is the person in referral ((reference)) before you write to, ring or visit them. Then say on the referral what you found:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "entered-in-error", ID: "a0000000-0000-4000-8000-000000000054", Channel: "email",
			Subject: "Entered in error: referral ((reference))",
			Body: `# A referral was entered in error

Reference: ((reference))

Please stop any work on it. It is on no list any more, and is kept for the record only:

((link))

You will need to sign in. If you can no longer see it, ask your team manager.` + footer,
		},
		{
			Key: "taken-back", ID: "a0000000-0000-4000-8000-000000000055", Channel: "email",
			Subject: "Please go on with referral ((reference))",
			Body: `# Something was recorded by mistake, and has been taken back

Reference: ((reference))

Earlier you were told to stop. That was a mistake: the referral goes on where it was.

See what was recorded and why it was taken back:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "reopened", ID: "a0000000-0000-4000-8000-000000000056", Channel: "email",
			Subject: "Reopened: referral ((reference))",
			Body: `# A referral was reopened

Reference: ((reference))
For: ((kind))

It goes back on the worklist of the team. See who reopened it and why:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "nobody-reached", ID: "a0000000-0000-4000-8000-000000000057", Channel: "email",
			Subject: "We cannot reach anybody: referral ((reference))",
			Body: `# We have not been able to reach the person

Reference: ((reference))
For: ((kind))

See how and when we tried. If you know another way to reach them, or somebody for them, add it to the referral or tell the practitioner:

((link))

You will need to sign in. If you are worried about their safety, do not wait for us.` + footer,
		},
		{
			Key: "information-still-needed", ID: "a0000000-0000-4000-8000-000000000058", Channel: "email",
			Subject: "Reminder: a question about referral ((reference))",
			Body: `# The practitioner still needs an answer

Reference: ((reference))
For: ((kind))

The referral stands still until you answer. If you do not know, say who might:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "no-answer-from-referrer", ID: "a0000000-0000-4000-8000-000000000059", Channel: "email",
			Subject: "No answer yet: referral ((reference))",
			Body: `# The referrer has not answered

Reference: ((reference))
For: ((kind))

They were reminded, and will not be again. Ring them, or go on without the answer:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "back-from-hold-soon", ID: "a0000000-0000-4000-8000-000000000060", Channel: "email",
			Subject: "Back from hold on the next working day: referral ((reference))",
			Body: `# A referral is about to come back from hold

Reference: ((reference))
For: ((kind))

It comes back to you on the next working day, and its clock runs again from then. If what it waits for has not happened, put it on hold again when it is back:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "review-due", ID: "a0000000-0000-4000-8000-000000000061", Channel: "email",
			Subject: "A review is due: referral ((reference))",
			Body: `# A review is due

Reference: ((reference))
For: ((kind))

Find out whether it still helps. Then keep it with a date for the next review, or close it:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "gone-quiet", ID: "a0000000-0000-4000-8000-000000000062", Channel: "email",
			Subject: "Nothing recorded for some time: referral ((reference))",
			Body: `# For the team manager: a referral may have been left

Reference: ((reference))
For: ((kind))

A target has passed, and whoever has it has recorded nothing for some time. Ask them, or give it to somebody else with a note:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "due-while-away", ID: "a0000000-0000-4000-8000-000000000064", Channel: "email",
			Subject: "Due while the practitioner is away: referral ((reference))",
			Body: `# For the team manager: something falls due while nobody is there

Reference: ((reference))
For: ((kind))

Whoever has it is away, and its next target passes before they are back. Give it to somebody else with a note, or leave it:

((link))

You will need to sign in.` + footer,
		},
		{
			Key: "manager-asked", ID: "a0000000-0000-4000-8000-000000000063", Channel: "email",
			Subject: "A practitioner asks you: referral ((reference))",
			Body: `# For the team manager: a practitioner asks what to do

Reference: ((reference))
For: ((kind))

Read what they ask, and answer them or give the referral to somebody else:

((link))

You will need to sign in.` + footer,
		},
	}
}
