package casepage_test

import (
	"testing"

	"assistive-referrals/infra/local/webtest"
	"assistive-referrals/internal/web"
)

// A number that belongs to another address would send an installer there.
func TestAnotherAddressTakesTheUPRNAway(t *testing.T) {
	d := webtest.New(t).SignIn(webtest.SocialWorker).Begin().Fill(webtest.With(webtest.Pendant(), "person", map[string]string{"uprn": "100000000001"}))
	d.Get(d.Path + "/person").Must(200).Says(`value="100000000001"`)
	d.Post(d.Path+"/person", webtest.With(webtest.Pendant(), "person", map[string]string{"uprn": "100000000001", "address": "2 Example Street"})["person"]).Must(303)
	d.Get(d.Path + "/person").Must(200).Says("2 Example Street").Lacks("100000000001")
}

func TestAnotherAddressTakesTheUPRNAwayAfterSendingToo(t *testing.T) {
	s := webtest.New(t)
	r := s.StrandAt(webtest.Tech, webtest.Waiting)
	path, b := web.AnswersPath(r, "person"), s.SignIn(webtest.SocialWorker)
	form := webtest.With(webtest.Pendant(), "person", map[string]string{"uprn": "100000000001"})["person"]
	b.Post(path, b.Get(path).Must(200).Answered(form, map[string]string{"reason": "They moved."})).Must(303)
	b.Get(web.PathOfCase(r)).Must(200).Says("100000000001")
	b.Post(path, b.Get(path).Must(200).Answered(form, map[string]string{"address": "3 Example Street", "reason": "They moved again."})).Must(303)
	b.Get(web.PathOfCase(r)).Must(200).Says("3 Example Street").Lacks(">100000000001<")
}
