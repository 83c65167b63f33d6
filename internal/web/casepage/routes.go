// Package casepage is a case with everything that is done about it: a file for each page.
package casepage

import (
	"embed"
	"io/fs"
	"time"

	"assistive-referrals/internal/access"
	"assistive-referrals/internal/casestore"
	"assistive-referrals/internal/referral"
	"assistive-referrals/internal/secret/envelope"
	"assistive-referrals/internal/web"
)

//go:embed template/*.gohtml
var templates embed.FS

// Templates are this wing's.
func Templates() fs.FS { return templates }

// Options are what these pages use.
type Options struct {
	Now   func() time.Time
	Seal  *envelope.Box // opens the codes of key safes
	Store *casestore.Store
	Rules referral.Rules
}

// Routes lists the pages, each with who may use it; a route that names nobody can be
// used by nobody.
func Routes(o Options) []web.Route {
	p := pages{o}
	var routes []web.Route
	for _, c := range changePages {
		routes = append(routes, c.routes(p)...)
	}
	return append(routes, []web.Route{
		{Pattern: "GET /case/{reference}/withdraw", May: access.Withdraw, On: web.OnCase, Shows: "withdraw", Serve: p.withdraw},
		{Pattern: "POST /case/{reference}/withdraw", May: access.Withdraw, On: web.OnCase, Shows: "withdraw", Serve: p.sendWithdraw},
		{Pattern: "GET /case/{reference}/wait", May: access.SeeHistory, On: web.OnCase, Shows: "wait", Serve: p.wait},
		{Pattern: "GET /case/{reference}/wait.csv", May: access.SeeHistory, On: web.OnCase, Shows: "wait-file", Serve: p.waitDownload},
		{Pattern: "GET /case/{reference}", May: access.SeeCase, On: web.OnCase, Shows: "case", Serve: p.caseShow},
		{Pattern: "GET /case/{reference}/print", May: access.SeeCase, On: web.OnCase, Shows: "print", Serve: p.printCase},
		{Pattern: "POST /case/{reference}/{strand}/claim", May: access.ClaimIt, On: web.OnStrand, Serve: p.claim},
		{Pattern: "GET /case/{reference}/{strand}/release", May: access.WorkIt, On: web.OnStrand, Shows: "release", Serve: p.releaseAsk},
		{Pattern: "POST /case/{reference}/{strand}/release", May: access.WorkIt, On: web.OnStrand, Serve: p.releaseSave},
		{Pattern: "GET /case/{reference}/{strand}/contact", May: access.WorkIt, On: web.OnStrand, Shows: "contact", Serve: p.contactAsk},
		{Pattern: "POST /case/{reference}/{strand}/contact", May: access.WorkIt, On: web.OnStrand, Serve: p.contactSave},
		{Pattern: "GET /case/{reference}/{strand}/plan-visit", May: access.WorkIt, On: web.OnStrand, Shows: "plan-visit", Serve: p.planVisitAsk},
		{Pattern: "POST /case/{reference}/{strand}/plan-visit", May: access.WorkIt, On: web.OnStrand, Serve: p.planVisitSave},
		{Pattern: "GET /case/{reference}/{strand}/move-visit", May: access.WorkIt, On: web.OnStrand, Shows: "move-visit", Serve: p.moveVisitAsk},
		{Pattern: "POST /case/{reference}/{strand}/move-visit", May: access.WorkIt, On: web.OnStrand, Serve: p.moveVisitSave},
		{Pattern: "GET /case/{reference}/{strand}/cancel-visit", May: access.WorkIt, On: web.OnStrand, Shows: "cancel-visit", Serve: p.cancelVisitAsk},
		{Pattern: "POST /case/{reference}/{strand}/cancel-visit", May: access.WorkIt, On: web.OnStrand, Serve: p.cancelVisitSave},
		{Pattern: "GET /case/{reference}/{strand}/assessment", May: access.WorkIt, On: web.OnStrand, Shows: "assessment", Serve: p.assessment},
		{Pattern: "POST /case/{reference}/{strand}/assessment", May: access.WorkIt, On: web.OnStrand, Serve: p.assessment},
		{Pattern: "GET /case/{reference}/{strand}/decision", May: access.WorkIt, On: web.OnStrand, Shows: "decision", Serve: p.decision},
		{Pattern: "POST /case/{reference}/{strand}/decision", May: access.WorkIt, On: web.OnStrand, Serve: p.decision},
		{Pattern: "GET /case/{reference}/{strand}/approval", May: access.Approve, On: web.OnStrand, Shows: "approval", Serve: p.approvalAsk},
		{Pattern: "POST /case/{reference}/{strand}/approval", May: access.Approve, On: web.OnStrand, Serve: p.approvalSave},
		{Pattern: "GET /case/{reference}/{strand}/take-back", May: access.WorkIt, On: web.OnStrand, Shows: "take-back", Serve: p.takeBackAsk},
		{Pattern: "POST /case/{reference}/{strand}/take-back", May: access.WorkIt, On: web.OnStrand, Serve: p.takeBackSave},
		{Pattern: "GET /case/{reference}/{strand}/audit", May: access.AuditIt, On: web.OnStrand, Shows: "audit", Serve: p.auditAsk},
		{Pattern: "POST /case/{reference}/{strand}/audit", May: access.AuditIt, On: web.OnStrand, Serve: p.auditSave},
		{Pattern: "GET /case/{reference}/{strand}/note", May: access.Annotate, On: web.OnStrand, Shows: "note", Serve: p.noteAsk},
		{Pattern: "POST /case/{reference}/{strand}/note", May: access.Annotate, On: web.OnStrand, Serve: p.noteSave},
		{Pattern: "GET /case/{reference}/{strand}/reassign", May: access.Reassign, On: web.OnStrand, Shows: "reassign", Serve: p.reassignAsk},
		{Pattern: "POST /case/{reference}/{strand}/reassign", May: access.Reassign, On: web.OnStrand, Serve: p.reassignSave},
		{Pattern: "GET /case/{reference}/{strand}/duplicate", May: access.Settle, On: web.OnStrand, Shows: "duplicate", Serve: p.duplicateAsk},
		{Pattern: "POST /case/{reference}/{strand}/duplicate", May: access.Settle, On: web.OnStrand, Serve: p.duplicateSave},
		{Pattern: "GET /case/{reference}/{strand}/ask", May: access.WorkIt, On: web.OnStrand, Shows: "ask", Serve: p.askAsk},
		{Pattern: "POST /case/{reference}/{strand}/ask", May: access.WorkIt, On: web.OnStrand, Serve: p.askSave},
		{Pattern: "GET /case/{reference}/{strand}/reply", May: access.Reply, On: web.OnStrand, Shows: "reply", Serve: p.replyAsk},
		{Pattern: "POST /case/{reference}/{strand}/reply", May: access.Reply, On: web.OnStrand, Serve: p.replySave},
		{Pattern: "GET /case/{reference}/{strand}/return", May: access.WorkIt, On: web.OnStrand, Shows: "return", Serve: p.returnAsk},
		{Pattern: "POST /case/{reference}/{strand}/return", May: access.WorkIt, On: web.OnStrand, Serve: p.returnSave},
		{Pattern: "GET /case/{reference}/key-safe-code", May: access.SeeSecret, On: web.OnCase, Shows: "key-safe-code-asked", Serve: p.keySafeCodeAsk},
		{Pattern: "POST /case/{reference}/key-safe-code", May: access.SeeSecret, On: web.OnCase, Serve: p.keySafeCodeShow},
		{Pattern: "GET /case/{reference}/{section}/answers", May: access.AnswerIt, On: web.OnCase, Shows: "answers", Serve: p.answersAsk},
		{Pattern: "POST /case/{reference}/{section}/answers", May: access.AnswerIt, On: web.OnCase, Shows: "answers", Serve: p.answersSave},
		{Pattern: "GET /case/{reference}/{strand}/in-place", May: access.PutInPlace, On: web.OnStrand, Shows: "in-place", Serve: p.inPlaceAsk},
		{Pattern: "POST /case/{reference}/{strand}/in-place", May: access.PutInPlace, On: web.OnStrand, Serve: p.inPlaceSave},
		{Pattern: "GET /case/{reference}/{strand}/close", May: access.CloseIt, On: web.OnStrand, Shows: "close", Serve: p.closeAsk},
		{Pattern: "POST /case/{reference}/{strand}/close", May: access.CloseIt, On: web.OnStrand, Serve: p.closeSave},
		{Pattern: "POST /case/{reference}/{strand}/tell-referrer", May: access.WorkIt, On: web.OnStrand, Serve: p.tellReferrer},
		{Pattern: "GET /case/{reference}/{strand}/not-reached", May: access.WorkIt, On: web.OnStrand, Shows: "not-reached", Serve: p.notReachedAsk},
		{Pattern: "POST /case/{reference}/{strand}/not-reached", May: access.WorkIt, On: web.OnStrand, Serve: p.notReachedSave},
		{Pattern: "GET /case/{reference}/{strand}/escalate", May: access.WorkIt, On: web.OnStrand, Shows: "escalate", Serve: p.escalateAsk},
		{Pattern: "POST /case/{reference}/{strand}/escalate", May: access.WorkIt, On: web.OnStrand, Serve: p.escalateSave},
		{Pattern: "GET /case/{reference}/{strand}/review", May: access.CloseIt, On: web.OnStrand, Shows: "review", Serve: p.reviewAsk},
		{Pattern: "POST /case/{reference}/{strand}/review", May: access.CloseIt, On: web.OnStrand, Serve: p.reviewSave},
		{Pattern: "GET /case/{reference}/{strand}/collected", May: access.PutInPlace, On: web.OnStrand, Shows: "collected", Serve: p.collectedAsk},
		{Pattern: "POST /case/{reference}/{strand}/collected", May: access.PutInPlace, On: web.OnStrand, Serve: p.collectedSave},
		{Pattern: "GET /case/{reference}/{strand}/reopen", May: access.Reopen, On: web.OnStrand, Shows: "reopen", Serve: p.reopenAsk},
		{Pattern: "POST /case/{reference}/{strand}/reopen", May: access.Reopen, On: web.OnStrand, Serve: p.reopenSave},
		{Pattern: "GET /case/{reference}/died", May: access.RecordDeath, On: web.OnCase, Shows: "died", Serve: p.diedAsk},
		{Pattern: "POST /case/{reference}/died", May: access.RecordDeath, On: web.OnCase, Serve: p.diedSave},
		{Pattern: "GET /case/{reference}/not-them", May: access.CheckDeath, On: web.OnCase, Shows: "not-them", Serve: p.notThemAsk},
		{Pattern: "POST /case/{reference}/not-them", May: access.CheckDeath, On: web.OnCase, Serve: p.notThemSave},
		{Pattern: "GET /case/{reference}/alive", May: access.RecordDeath, On: web.OnCase, Shows: "alive", Serve: p.aliveAsk},
		{Pattern: "POST /case/{reference}/alive", May: access.RecordDeath, On: web.OnCase, Serve: p.aliveSave},
		{Pattern: "GET /case/{reference}/entered-in-error", May: access.MarkError, On: web.OnCase, Shows: "entered-in-error", Serve: p.enteredInErrorAsk},
		{Pattern: "POST /case/{reference}/entered-in-error", May: access.MarkError, On: web.OnCase, Serve: p.enteredInErrorSave},
		{Pattern: "GET /case/{reference}/right-after-all", May: access.UndoError, On: web.OnCase, Shows: "right-after-all", Serve: p.rightAfterAllAsk},
		{Pattern: "POST /case/{reference}/right-after-all", May: access.UndoError, On: web.OnCase, Serve: p.rightAfterAllSave},
	}...)
}

type pages struct{ Options }
