import { useDispatch, useSelector, useStore } from 'react-redux';
import type { ThunkDispatch, UnknownAction } from '@reduxjs/toolkit';
import type { WithEditing } from './slice';

/** The store, as those see it who edit the document. */
export const useEditDispatch = () => useDispatch<ThunkDispatch<WithEditing, unknown, UnknownAction>>();
export const useEditing = <T>(select: (state: WithEditing) => T, equal?: (a: T, b: T) => boolean): T => useSelector(select, equal);
export const useEditStore = () => useStore<WithEditing>();
