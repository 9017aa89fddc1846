"""Conducts a program over its workloads: one of each regime first, then the rest if nothing speaks against it."""

import hashlib
import json

from .calls import Defect
from .channel import Failed, Gone
from .conduct import conduct
from .measure import examine_output
from .plain import as_json


class Rounds:
    """What has been found so far.

    `plan` has the part, the draw and the number of workloads per regime; `progress(regime, index, step)` says which
    workload is next, before it is made and before the program is judged on it; `examine(workload, done, finding)`, if any,
    looks closer at a workload that was conducted.
    """

    def __init__(self, conducting, source, plan, progress, examine=None):
        self._conducting, self._source, self._plan = conducting, source, plan
        self._progress, self._examine = progress, examine
        self._results, self._replies, self._defects = [], [], []
        self.violations, self.seen = [], []

    def evaluate(self, probe):
        """The outcome; `probe(signature)` says whether to go on after the first rung."""
        regimes = [regime.name for regime in self._conducting.problem.regimes]
        stopped = self._run([(regime, 0) for regime in regimes], strict=False)
        if stopped:
            return stopped
        rest = [(regime, i) for regime in regimes for i in range(1, self._plan['perRegime'])]
        signature = self._signature()
        if self.violations or not rest:
            return self._finished(signature, bool(rest))
        go = probe(signature)
        late = self._run(rest, strict=True) if go else None
        return late or self._finished(signature, not go)

    def _signature(self):
        text = json.dumps(self._replies, sort_keys=True, separators=(',', ':'), default=as_json)
        return hashlib.sha256(text.encode()).hexdigest()

    def _run(self, workloads, *, strict):
        """Conducts workloads until one fails; if `strict`, an output that does not count ends it too."""
        for regime, index in workloads:
            where = (self._plan['part'], self._plan['draw'], regime, index)
            if not self._source.has(*where):
                self._progress(regime, index, 'generate')
            workload = self._source.get(*where)
            self._progress(regime, index, 'judge')
            stopped = self._note(workload, conduct(self._conducting, workload))
            if stopped or (strict and self.violations):
                return stopped
        return None

    def _finished(self, signature, partial):
        return {
            'kind': 'finished',
            'perWorkload': self._in_order(),
            'violations': self.violations,
            'defects': self._defects,
            'signature': signature,
            'partial': partial,
        }

    def _note(self, workload, conducted):
        at = {'regime': workload.regime, 'index': workload.index}
        if isinstance(conducted, Gone):
            which = {} if conducted.session is None else {'session': conducted.session}
            return {'kind': 'gone', **which, 'begun': conducted.begun, **at, 'finished': self._in_order()}
        if isinstance(conducted, Failed):
            return {'kind': 'failed', 'failure': {**conducted.failure, **at}, 'finished': self._in_order()}
        if isinstance(conducted, Defect):
            fault = conducted.fault
            self._defects.append(fault.as_json())
            detail = f'a defect of the problem, not of the program: {fault.message}'
            rule = fault.key or 'drive'
            self.violations.append({'rule': rule, **at, 'detail': detail, 'quarantine': True})
            self._results.append({**at, 'values': {}})
            return None
        finding = examine_output(self._conducting.problem, workload, conducted.output, conducted.usage)
        self._replies.append(conducted.replies)
        self._results.append({**at, 'values': finding.values, **self._bounds_of(finding)})
        self.violations += finding.violations
        self._defects += finding.defects
        if self._examine:
            self.seen.append(self._examine(workload, conducted, finding))
        return None

    def _bounds_of(self, finding):
        """How far the objectives could go here, where the problem says so: what shows how much is left."""
        objectives = self._conducting.problem.objectives
        known = {name: finding.bounds[name]['value'] for name in objectives if name in finding.bounds}
        return {'bounds': known} if known else {}

    def _in_order(self):
        """By regime as the problem lists them, then by index."""
        rank = {regime.name: i for i, regime in enumerate(self._conducting.problem.regimes)}
        return sorted(self._results, key=lambda result: (rank[result['regime']], result['index']))
