// Package notify sends emails and text messages through GOV.UK Notify.
//
// A Type says what a notification is for: who it goes to, by which channels,
// and what its template is filled with. The table in table.go states each one
// once. A Client carries a Message to GOV.UK Notify's REST API:
//
//	client, err := notify.New(notify.Options{BaseURL: notify.Production, APIKey: key})
//	...
//	t, ok := notify.TypeFor("decided")
//	m, err := t.Message(templates, notify.Address{Channel: notify.Email, To: mailbox}, owed, facts)
//	id, found, err := client.Sent(ctx, m.Reference)
//	if err == nil && !found {
//		id, err = client.Send(ctx, m)
//	}
//
// A Message's Reference is the sender's own identifier of one notification to
// one recipient. GOV.UK Notify accepts the same reference twice, so whoever must
// not send twice asks Sent first; an answer lost on the way is then harmless.
//
// What staff receive holds a case's reference, its kind and a link to it, and
// nothing about the person: they sign in to read the rest.
package notify
