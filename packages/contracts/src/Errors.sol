// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Every error of the protocol
/// @notice One place, so that a revert seen anywhere can be looked up. Each notice says what was wrong and what to do.
library Errors {
    // ---- common

    /// @notice The zero address was given. Pass the address of an account or contract.
    error ZeroAddress();
    /// @notice The amount is zero. Pass at least one base unit.
    error ZeroAmount();
    /// @notice The deadline has passed. Ask for a new quote and send the transaction again.
    error DeadlinePassed(uint256 deadline, uint256 timestamp);
    /// @notice The arrays differ in length, or are empty or too long. Pass one entry per item, within the limit.
    error BadArrays(uint256 length, uint256 limit);
    /// @notice The parameter lies outside its hard-coded bound. Propose a value within it.
    error OutOfBounds(uint256 value, uint256 min, uint256 max);
    /// @notice The caller may not do this. Call it from the account named.
    error NotAllowed(address caller, address expected);
    /// @notice The signature does not belong to the expected signer. Sign again with that account, for this chain and contract.
    error BadSignature(address expected);

    // ---- payments

    /// @notice The allowance is too small. Approve the contract, sign a permit, or allow it through Permit2.
    error AllowanceTooLow(address token, address spender, uint256 needed);

    // ---- hashpower, ledger, escrow

    /// @notice No such fleet. Take the id from FleetCreated.
    error UnknownFleet(uint32 fleetId);
    /// @notice No such series. Take the id from SeriesCreated.
    error UnknownSeries(uint32 seriesId);
    /// @notice This miner already has a ledger for these tokens and this farm. Use it, or another farm index.
    error FleetExists(uint32 fleetId);
    /// @notice The fleet was terminated. Holders can refund; nothing more can be sold or funded.
    error FleetTerminated(uint32 fleetId);
    /// @notice The miner missed its latest settled day. Wait until it delivers again, or buy from another of its farms.
    error MinerMissedDays(uint32 fleetId, uint16 missStreak);
    /// @notice The ledger lags behind. Call settleDays first, then try again.
    error FleetBehind(uint32 fleetId, uint32 settled, uint32 today);
    /// @notice The miner is not active: not approved, not bonded, suspended or banned.
    error MinerNotActive(uint32 minerId);
    /// @notice Buyers can't pay with this token. Use one that governance listed.
    error PayTokenNotListed(address token);
    /// @notice This reward token has no benchmark. Use one that governance listed, after its first benchmark.
    error RewardTokenNotListed(address token);
    /// @notice The series takes no more purchases. Choose another series.
    error SeriesIsClosed(uint32 seriesId);
    /// @notice Fewer units are left than asked for. Buy at most `left`.
    error SoldOut(uint32 seriesId, uint88 asked, uint88 left);
    /// @notice The series can't be finished yet. Close it, wait for its last term plus 30 days, and settle.
    error SeriesNotFinished(uint32 seriesId, uint32 fromDay);
    /// @notice The day has settled or has not begun. Fund a day after `settled` and up to today.
    error DayNotFundable(uint32 day, uint32 settled, uint32 today);
    /// @notice The fleet's lifetime funding limit would be passed. Open a further farm.
    error FundingLimit(uint32 fleetId);
    /// @notice The next day can't settle yet: its benchmark is not final, or it is short and the 48 hours are not over.
    error DayNotSettleable(uint32 fleetId, uint32 day);
    /// @notice Nothing is due to the miner. Settle delivered days first.
    error NothingToRelease(uint32 fleetId);
    /// @notice The misses do not allow a termination. By vote from 7 in a row or 10 in 30 days, by anyone from 24 in 30.
    error NotTerminable(uint32 fleetId, uint16 missStreak, uint8 missesIn30);
    /// @notice Too many days wait to be settled. Call settleDays, then terminate.
    error SettleFirst(uint32 fleetId, uint32 settled);
    /// @notice The caller is not the beneficiary of this NFT. Only who earns can claim.
    error NotBeneficiary(uint256 id, address caller);
    /// @notice The account is a contract that did not opt in to being paid by others. It must claim itself or call setOptIn.
    error NotOptedIn(address account);
    /// @notice There is nothing to pay.
    error NothingToPay();
    /// @notice The NFT is locked by `locker`. End the auction, loan or attachment first.
    error IsLocked(uint256 id, address locker);
    /// @notice The NFT is not locked by the caller.
    error NotLocker(uint256 id, address caller);
    /// @notice The contract is not on the list of lockers, or may not seize.
    error LockerNotAllowed(address locker);
    /// @notice The owner has not approved this locker for this NFT. Approve it or sign a permit.
    error LockNotApproved(uint256 id, address locker);
    /// @notice No refund is due yet: the fleet runs and the term has not settled.
    error NotRefundable(uint256 id);
    /// @notice The refund of this NFT was paid already.
    error AlreadyRefunded(uint256 id);
    /// @notice The pieces do not leave a rest, or a piece is zero. Split off less than the NFT holds.
    error BadSplit(uint256 id);
    /// @notice These NFTs can't merge: same owner, series, start day, events and refund state are needed, no lock, no beneficiary, no repeats.
    error CannotMerge(uint256 id, uint256 otherId);
    /// @notice The id space of the series is used up. Open another series.
    error SeriesIdsUsedUp(uint32 seriesId);
    /// @notice The fleet was slashed before, or is not terminated.
    error CannotCreditSlash(uint32 fleetId);
    /// @notice The purchase had no referrer, or nothing is due yet.
    error NoReferral(uint256 id);

    // ---- primary sale

    /// @notice The sale is not open at this time.
    error SaleNotOpen(uint32 seriesId, uint40 opensAt, uint40 closesAt);
    /// @notice The price is above your limit. Ask for a new quote and raise maxPrice, or wait.
    error PriceTooHigh(uint128 price, uint128 maxPrice);
    /// @notice The terms of the sale changed. Read them again and pass the new version.
    error TermsChanged(uint32 version, uint32 expected);
    /// @notice The wallet would pass the limit of this sale. Buy at most `left`.
    error WalletCapReached(uint88 left);
    /// @notice The account is not on the allow-list of this sale, or the proof is wrong.
    error NotOnAllowList(address account);
    /// @notice Sales are paused. Claims, refunds and releases go on.
    error SalesPaused();

    // ---- miners

    /// @notice No such miner. Take the id from MinerApplied.
    error UnknownMiner(uint32 minerId);
    /// @notice The disclosure lacks the farm, the company, the document hash or the hashrate, says more effective than total, or a
    /// text is too long (farm and company 64 bytes, uri 256). Complete it and send it again.
    error DisclosureIncomplete();
    /// @notice The disclosure was amended after the vote was called. Vote on the present one.
    error DisclosureChanged(bytes32 present, bytes32 voted);
    /// @notice The miner was not approved. Wait for the vote before bonding.
    error MinerNotApproved(uint32 minerId);
    /// @notice This account operates a miner already. Use another account for another miner.
    error OperatesAnotherMiner(address operator, uint32 minerId);
    /// @notice The bond is too low. Bond more DMC, or free units by closing series.
    error BondTooLow(uint32 minerId, uint256 bond, uint256 needed);
    /// @notice The bond can't leave before the time named (unix seconds): an attestor holds its seat or left it less than 30 days
    /// ago, or a miner was suspended less than 90 days ago. Wait, or resign first.
    error BondIsHeld(uint256 until);
    /// @notice A terminated fleet of this miner is under review. The bond can leave after governance closed the incident.
    error IncidentIsOpen(uint32 minerId);
    /// @notice No incident is open for this miner and fleet. Only a terminated fleet's miner can be slashed.
    error NoIncident(uint32 minerId, uint32 fleetId);
    /// @notice A miner can't change to this status from where it stands. Read minerOf and choose another step.
    error BadStatus(uint32 minerId);
    /// @notice The ledger was named already and can't change.
    error LedgerIsSet(address ledger);

    // ---- benchmark

    /// @notice No such asset. Use an id from AssetAdded.
    error UnknownAsset(uint16 assetId);
    /// @notice The asset's id is zero or taken, or its symbol is empty or longer than 16 bytes. Choose others.
    error BadAsset(uint16 assetId);
    /// @notice Reports about a day are taken from its end for 12 hours, between the two times (unix seconds).
    error ReportWindowClosed(uint32 day, uint256 opensAt, uint256 closesAt);
    /// @notice The account is not an elected attestor with the full bond. Elect it, or let it bond.
    error NotAnAttestor(address account);
    /// @notice All these attestors' reports about that day are counted already. A seat reports once a day.
    error AlreadyReported(uint16 assetId, uint32 day);
    /// @notice There are seven seats, 1 to 7, and an account may hold one.
    error BadSeat(uint8 seat);
    /// @notice The source does not answer as a source of difficulty must. Deploy one that implements IDifficultySource.
    error BadDifficultySource(address source);
    /// @notice The block height is not where it must be: the first epoch begins at a multiple of 2016, a halving lies in the latest one.
    error BadHeight(uint32 height);
    /// @notice The latest epoch holds a halving that was not pushed. Push it first.
    error HalvingMissing(uint32 height);

    // ---- rig

    /// @notice A field that this kind of item does not use is not zero, or its collection is. Zero it, so that one item has one key.
    error ItemNotNormal();
    /// @notice Power can't be attached to this item: a hashpower NFT, or another kind than this mode takes. Choose another item.
    error ItemNotAllowed(address collection);
    /// @notice The caller does not control the item. Call it from the account named; zero means that nobody does.
    error NotController(bytes32 key, address caller, address controller);
    /// @notice The slot already holds power. Use the item's next index, or end what is there.
    error SlotTaken(bytes32 key, uint256 powerId);
    /// @notice The slot holds no power of this mode. Read slotOf and call the function for its mode.
    error SlotNotInMode(bytes32 key);
    /// @notice The slot is sealed. Wait until the time named.
    error SlotSealed(bytes32 key, uint256 until);
    /// @notice The seal must end later than the present one and within 90 days.
    error SealOutOfBounds(uint256 until, uint256 min, uint256 max);
    /// @notice No detach was requested by the item's present controller. Call requestDetach.
    error DetachNotRequested(bytes32 key, address by);
    /// @notice The detach is not ready, or its window is over. Call between the two times, or request it again.
    error DetachNotReady(bytes32 key, uint256 readyAt, uint256 windowEnds);
    /// @notice The lending has not ended: the lender may end it after the day named.
    error LendingNotEnded(bytes32 key, uint32 endDay);
    /// @notice The lending's terms contradict each other: a price needs a token and can't be revocable; End needs a controller.
    error BadLendTerms();
    /// @notice The offer changed, or is none. Read slotOf and accept its present nonce.
    error OfferChanged(bytes32 key, uint32 nonce, uint32 expected);
    /// @notice The shares exceed their bounds: studio and guild 5000 each, all together 10000, an account exactly where there is a
    /// share, no lender's share for bound power.
    error BadTerms();
    /// @notice No such terms. Create them with createTerms.
    error UnknownTerms(uint32 termsId);
    /// @notice The item is not gone, or not for 30 days. Call markOrphan first; zero means that it is not marked.
    error NotOrphan(bytes32 key, uint256 since);
    /// @notice The slot is not in the state you agreed to. Read it again before you buy.
    error SlotChanged(bytes32 stateHash, bytes32 expected);
    /// @notice The reward token refuses to pay. Claim again when it works; detach and endLending work without it.
    error IncomeNotCollected(address token);
    /// @notice The token did not move to this account. Withdraw to another address, or later.
    error TransferFailed(address token, address to);
    /// @notice Too little gas is left to ask a foreign contract. Raise the gas limit.
    error MoreGasNeeded(uint256 needed);

    // ---- a game's shop, for local chains

    /// @notice The item is not on sale: withdrawn, expired, sold elsewhere, or its hashpower changed since. Ask its owner to list it.
    error NotForSale(address collection, uint256 id);

    // ---- joint mining

    /// @notice Deposits and purchases are paused. Withdrawals, claims and settlements go on.
    error DepositsPaused();
    /// @notice The pool has no machine to repay and plans no purchase. Wait until governance schedules one.
    error NothingToMine();
    /// @notice Principal would exceed four times what the machines cost. Deposit at most `left`.
    error PoolFull(uint256 left);
    /// @notice The deposit is below the least one. Deposit at least `min`.
    error DepositTooSmall(uint256 amount, uint256 min);
    /// @notice The deposit brings fewer shares than you accept. Look at the pool again.
    error TooFewShares(uint256 shares, uint256 minShares);
    /// @notice The account deposited in this block. Withdraw in a later one.
    error DepositedThisBlock(address account);
    /// @notice The account has fewer free shares; queued ones are on their way out. Ask for at most `free`.
    error NotEnoughShares(uint256 asked, uint256 free);
    /// @notice The withdrawal, or what it leaves, is too small to serve. Withdraw all, or leave and take at least `min` worth.
    error TicketTooSmall(uint256 min);
    /// @notice A machine may be dying: until it recovers or is retired nobody can join, and withdrawals queue.
    error PoolHeld();
    /// @notice Nearly all principal was lost. Deposit into another pool.
    error PoolExhausted();
    /// @notice Everybody left. Call handOver first.
    error HandOverFirst();
    /// @notice Shares are left, or there is nothing to hand over.
    error NothingToHandOver();
    /// @notice Not every ledger has settled a new day, or nothing was ever bought. Call settleDays on the pool's fleets.
    error NothingToSettle(uint32 throughDay);
    /// @notice The pool settled less than 12 hours ago. Try again from the time named.
    error SettledRecently(uint256 from);
    /// @notice A lot of income is on sale. Buy it first; days that pass meanwhile go into the next.
    error LotOnSale();
    /// @notice This lot is not on sale. Read `lot` again.
    error NoSuchLot(uint256 lotId);
    /// @notice The lot costs more than your limit. Raise maxCost, or wait.
    error LotTooDear(uint256 cost, uint256 maxCost);
    /// @notice A price is stale, or not positive, or the sequencer was down. Wait for the feed.
    error StalePrice(address feed);
    /// @notice No purchase is scheduled, or it expired. Ask governance to schedule one.
    error NoPurchase();
    /// @notice People wait to leave. Pay the queue before buying machines.
    error QueueFirst(uint256 queuedShares);
    /// @notice The purchase would leave less liquidity than the reserve. Wait for deposits.
    error ReserveTooLow(uint256 left, uint256 needed);
    /// @notice The series is paid in another token, or earns another, than this pool. Schedule a series of its tokens.
    error WrongTokens(address payToken, address rewardToken);
    /// @notice The pool has as many machines as it can settle. Retire some first.
    error TooManyMachines(uint256 limit);
    /// @notice The pool has no such machine. Take the id from `machines`.
    error UnknownMachine(uint256 id);
    /// @notice The machine still runs: its fleet is live and its term has not settled.
    error MachineRunning(uint256 id);

    // ---- auctions

    /// @notice No such auction. Take the id from AuctionCreated or LotCreated.
    error UnknownAuction(uint256 auctionId);
    /// @notice The auction is not open: not begun, over, settled or cancelled. Bid between the two times (unix seconds).
    error AuctionNotOpen(uint256 auctionId, uint256 startsAt, uint256 endsAt);
    /// @notice This can't be done with an auction of this kind. Bid on English ones, take Dutch ones.
    error WrongAuctionKind(uint256 auctionId);
    /// @notice The NFT changed hands, was split, refunded, locked or given a beneficiary since the auction was created, or the
    /// miner of a lot has another operator. The seller must create a new one.
    error AuctionStale(uint256 auctionId);
    /// @notice Somebody bid: the seller can't cancel any more. Settle the auction when its time is over.
    error AuctionHasBids(uint256 auctionId, address bidder);
    /// @notice The auction can't be settled before the time named (unix seconds), or nobody bid on it.
    error AuctionRunning(uint256 auctionId, uint256 settleableAt);
    /// @notice The bid is too low. Bid at least `min`.
    error BidTooLow(uint256 amount, uint256 min);
    /// @notice The auction has no buy-now price, or bids have passed it. Place a bid.
    error NoBuyNow(uint256 auctionId);
    /// @notice The NFT does not earn beyond the latest end of the auction, or its fleet was terminated. Refund it, or choose a shorter auction.
    error HashpowerOver(uint256 id);
    /// @notice The miner can't deliver the lot for now: it is not active, missed its latest day, or its ledger is late. Settle again
    /// later; from the time named (unix seconds) the bidder is paid back, who can have it at once.
    error LotNotDeliverable(uint256 auctionId, uint256 refundableFrom);
    /// @notice New auctions and bids are paused. Settling, cancelling and withdrawing go on, and running auctions end later.
    error AuctionsPaused();
    /// @notice The last pause began less than 30 days before. The next can begin at the time named (unix seconds).
    error PausedRecently(uint256 from);
    /// @notice Less arrived than was sent: the token takes a fee of transfers. Pay with another token.
    error PaymentShort(address token, uint256 received, uint256 expected);

    // ---- lending

    /// @notice Deposits and loans are paused. Repayments, withdrawals, refunds and auctions go on.
    error LendingPaused();
    /// @notice No loan is open on this NFT, and the pool does not keep it. Read loanOf first.
    error NoLoan(uint256 id);
    /// @notice Loans run 30, 90 or 180 days. Choose one of these.
    error BadLoanTerm(uint256 termDays);
    /// @notice Too few days are left of the NFT's term: it needs more than `needed`. Choose a shorter loan or another NFT.
    error TooFewDaysLeft(uint256 id, uint256 left, uint256 needed);
    /// @notice The NFT carries a loan of at most `max`. Borrow less, or read valueOf.
    error LoanTooLarge(uint256 amount, uint256 max);
    /// @notice The loan is below the least one. Borrow at least `min`.
    error LoanTooSmall(uint256 amount, uint256 min);
    /// @notice The rate is above your limit. Read rateOf again and raise maxRate, or wait for repayments.
    error RateTooHigh(uint256 rate, uint256 maxRate);
    /// @notice The pool has too little idle money. Ask for at most `idle`, or wait for repayments.
    error TooLittleIdle(uint256 asked, uint256 idle);
    /// @notice The benchmark's latest day is too old, or it has too few of the last seven. Call advance on the benchmark, or wait.
    error StaleBenchmark(uint16 assetId, uint32 latestDay);
    /// @notice The loan is neither a day past its maturity nor above the liquidation part of its value now.
    error NotLiquidatable(uint256 id);
    /// @notice The NFT is in auction. Take it, repay the debt, or wait for its end.
    error InAuction(uint256 id);
    /// @notice The NFT is not in auction. Call liquidate first.
    error NotInAuction(uint256 id);
    /// @notice The escrow's refund is open: it pays the debt. Call settleRefund.
    error RefundIsOpen(uint256 id);
    /// @notice The auction goes on: its clock has run `elapsed` of `needed` seconds.
    error AuctionNotOver(uint256 id, uint256 elapsed, uint256 needed);
    /// @notice The reason for the auction is not gone: the loan is overdue, or its debt still above the maximum loan to value.
    error AuctionNeeded(uint256 id);
    /// @notice The NFT's income is its owner's: the loan does not repay itself, and there is no auction.
    error IncomeNotPledged(uint256 id);
    /// @notice The money buys fewer units than you accept. Borrow more, or lower minUnits.
    error TooFewUnits(uint256 units, uint256 minUnits);

    // ---- market

    /// @notice The NFT is not on sale, or its listing is void: expired, or the NFT changed since. Read listingOf, or ask its owner.
    error NotListed(uint256 id);
    /// @notice The listing is not the one you agreed to. Read it again and pass its present nonce or order.
    error ListingChanged(uint256 id, uint32 order, uint32 expected);
    /// @notice The listing asks for another token. Pay in the one it names.
    error WrongPayToken(address payToken, address given);
    /// @notice These units can't be traded: at least `min`, leaving as many, or all where the whole is for sale. 0 sells only whole.
    error UnitsNotForSale(uint88 asked, uint88 left, uint88 min);
    /// @notice The NFT's term is over. It earns nothing more; refund it instead.
    error TermIsOver(uint256 id, uint32 endDay);
    /// @notice The account would trade with itself. Cancel the order instead.
    error SelfTrade(address account);
    /// @notice No such offer: filled, cancelled or never made. Take the id from OfferMade.
    error UnknownOffer(uint256 offerId);
    /// @notice The NFT is not what the offer wants: another one, another series, or changed since. Read offerOf.
    error OfferNotForThis(uint256 offerId, uint256 id);
    /// @notice The NFT has fewer days left, or less to refund per unit, than the offer asks for. Sell another one into it.
    error OfferTermsNotMet(uint256 offerId, uint256 daysLeft, uint256 refund);
    /// @notice The sale would bring less than you accept, after fee and royalty. Look at the offer again.
    error ProceedsTooLow(uint256 proceeds, uint256 minProceeds);
    /// @notice Too many payment tokens were listed. Deploy another market.
    error TooManyPayTokens(uint256 limit);
}
