// Package referpage is the referrer’s side: my referrals, the form on paper, on screen and on the telephone, documents, hand-over.
package referpage

import (
	"embed"
	"io/fs"
	"log/slog"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/address"
	"assistive-referrals/internal/attachment"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/web"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this wing's.
func Templates() fs.FS { return templates }

// Options are what these pages use.
type Options struct {
	Addresses *address.Client    // nil where no address is looked up
	Files     *attachment.Signer // of the bucket of attached files
	// HandOver is the case system that may hand people over; nil if none may.
	HandOver   *CaseSystem
	Log        *slog.Logger
	Now        func() time.Time
	ServiceURL string // where people find the pages, without a slash at the end
	Secure     bool   // whether they do by https
	Store      *casestore.Store
	Rules      referral.Rules
}

// Routes lists the pages, each with who may use it; a route that names nobody can be
// used by nobody.
func Routes(o Options) []web.Route {
	p := pages{o}
	return []web.Route{
		{Pattern: "GET /{$}", May: access.UseService, Serve: p.home},
		{Pattern: "GET /my-referrals", May: access.SeeOwn, Serve: p.myReferrals},
		{Pattern: "GET /referral/start", May: access.Refer, Serve: p.start},
		{Pattern: "POST /referral", May: access.Refer, Serve: p.startDraft},
		{Pattern: "GET /referral/{draft}", May: access.Refer, On: web.OnDraft, Serve: unsent(p.taskList)},
		{Pattern: "GET /referral/{draft}/{section}", May: access.Refer, On: web.OnDraft, Serve: unsent(p.section)},
		{Pattern: "POST /referral/{draft}/{section}", May: access.Refer, On: web.OnDraft, Serve: unsent(p.section)},
		{Pattern: "GET /referral/{draft}/check-answers", May: access.Refer, On: web.OnDraft, Serve: unsent(p.checkAnswers)},
		{Pattern: "POST /referral/{draft}/check-answers", May: access.Refer, On: web.OnDraft, Serve: unsent(p.sendReferral)},
		{Pattern: "GET /referral/{draft}/sent", May: access.Refer, On: web.OnDraft, Shows: "confirmation", Serve: p.sent},
		{Pattern: "GET /referral-form", May: access.Refer, Serve: p.paperForm},
		{Pattern: "GET /referral/{draft}/print", May: access.Refer, On: web.OnDraft, Serve: p.printDraft},
		{Pattern: "GET /referral/{draft}/address", May: access.Refer, On: web.OnDraft, Serve: unsent(p.chooseAddress)},
		{Pattern: "POST /referral/{draft}/address", May: access.Refer, On: web.OnDraft, Serve: unsent(p.saveAddress)},
		{Pattern: "GET /referral/{draft}/telephone", May: access.Refer, On: web.OnDraft, Serve: unsent(p.telephone)},
		{Pattern: "GET /referral/{draft}/telephone/ending", May: access.Refer, On: web.OnDraft, Serve: unsent(p.ending)},
		{Pattern: "POST /referral/{draft}/telephone/ending", May: access.Refer, On: web.OnDraft, Serve: unsent(p.ending)},
		{Pattern: "GET /referral/{draft}/telephone/{section}", May: access.Refer, On: web.OnDraft, Serve: unsent(p.telephoneSection)},
		{Pattern: "POST /referral/{draft}/telephone/{section}", May: access.Refer, On: web.OnDraft, Serve: unsent(p.telephoneSection)},
		{Pattern: "GET /referral/{draft}/delete", May: access.Refer, On: web.OnDraft, Serve: unsent(p.deleteDraft)},
		{Pattern: "POST /referral/{draft}/delete", May: access.Refer, On: web.OnDraft, Serve: unsent(p.deleteDraftForm)},
		{Pattern: "GET /referral/{draft}/documents", May: access.Refer, On: web.OnDraft, Serve: p.documents},
		{Pattern: "POST /referral/{draft}/documents", May: access.Refer, On: web.OnDraft, Serve: p.addDocument},
		{Pattern: "GET /referral/{draft}/documents/{file}", May: access.Refer, On: web.OnDraft, Serve: p.uploadDocument},
		{Pattern: "GET /referral/{draft}/documents/{file}/file", May: access.Refer, On: web.OnDraft, Shows: "document", Serve: p.downloadDocument},
		{Pattern: "GET /referral/{draft}/documents/{file}/remove", May: access.Refer, On: web.OnDraft, Serve: p.removeDocument},
		{Pattern: "POST /referral/{draft}/documents/{file}/remove", May: access.Refer, On: web.OnDraft, Serve: p.removeDocumentForm},
		{Pattern: "GET /documents/{reference}", May: access.SeeCase, On: web.OnCase, Shows: "documents", Serve: p.documents},
		{Pattern: "POST /documents/{reference}", May: access.Attach, On: web.OnCase, Shows: "documents", Serve: p.addDocument},
		{Pattern: "GET /documents/{reference}/{file}", May: access.Attach, On: web.OnCase, Shows: "documents", Serve: p.uploadDocument},
		{Pattern: "GET /documents/{reference}/{file}/file", May: access.SeeCase, On: web.OnCase, Shows: "document", Serve: p.downloadDocument},
		{Pattern: "GET /documents/{reference}/{file}/remove", May: access.Attach, On: web.OnCase, Shows: "documents", Serve: p.removeDocument},
		{Pattern: "POST /documents/{reference}/{file}/remove", May: access.Attach, On: web.OnCase, Shows: "documents", Serve: p.removeDocumentForm},
		{Pattern: "POST /hand-over", Public: true, Serve: p.takeHandOver},
		{Pattern: "GET /hand-over/{arrival}", May: access.Refer, Serve: p.handOver},
		{Pattern: "POST /hand-over/{arrival}", May: access.Refer, Serve: p.beginHandedOver},
		{Pattern: "GET /case/{reference}/another", May: access.Another, On: web.OnCase, Shows: "another", Serve: p.another},
		{Pattern: "POST /case/{reference}/another", May: access.Another, On: web.OnCase, Serve: p.anotherForm},
	}
}

type pages struct{ Options }
