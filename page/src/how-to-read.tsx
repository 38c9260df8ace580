/** The words of this page, for someone who meets them for the first time. */
export function HowToRead() {
  return (
    <section class="how-to-read" aria-labelledby="how-to-read">
      <h2 id="how-to-read">How to read this</h2>
      <dl>
        <div>
          <dt>Floor</dt>
          <dd>
            A reading taken between two blocks of requests, after work in flight has ended and garbage was collected.
            What is still there is kept on purpose or leaked. Verdicts stand on floors alone.
          </dd>
        </div>
        <div>
          <dt>Growth per request</dt>
          <dd>
            How much higher the floors are for each request sent, with the interval in which the true value lies. A
            number, not a feeling: time and traffic do not change it. 1 KB is 1,000 bytes.
          </dd>
        </div>
        <div>
          <dt>Tolerance</dt>
          <dd>
            Growth below it counts as clean. In the small bars it is the shaded band; the scale is logarithmic, so one
            step to the right may mean ten times as much.
          </dd>
        </div>
        <div>
          <dt>Leaking, clean, inconclusive</dt>
          <dd>
            <em>Leaking</em>: growth went on at the same rate while the blocks doubled twice. <em>Clean</em>: the whole
            interval lies under the tolerance; or nothing grew until time was up, and the number says what is not
            excluded. <em>Inconclusive</em>: neither could be shown in the time given; the advice says what to raise. It
            does not mean clean.
          </dd>
        </div>
        <div>
          <dt>The charts</dt>
          <dd>
            Points are floors; a hollow one did not settle in time. The dashed line rises by the growth per request of
            the result, from where it was estimated; the band is its interval, the dotted line the tolerance. The shaded
            part is warm-up. The strip at the foot tells which endpoint was driven; it is grey where several were driven
            together, for what grew then is not that of one. Beneath, against time, everything that was read: it decides
            nothing, and for memory holds garbage too. Targets share the vertical axis, not the horizontal.
          </dd>
        </div>
      </dl>
    </section>
  );
}
